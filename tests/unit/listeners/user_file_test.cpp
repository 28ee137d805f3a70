#include "listeners/user_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "listeners/offered_mechanisms.hpp"

namespace mailstop::listeners {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(UserList, ReadsUsersCommentsAndBlankLines) {
  const auto list = UserList::parse(
      "# who may log in\n\nalice:secret\r\n   "
      "\nbob@b.test:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\nj\xC3\xB6rg:a:b");
  ASSERT_TRUE(list.has_value()) << list.error().message;
  ASSERT_NE(list->find("alice"), nullptr);
  EXPECT_TRUE(list->find("alice")->fits("secret"));
  EXPECT_TRUE(list->find("bob@b.test")->fits("secret"));
  EXPECT_TRUE(list->find("j\xC3\xB6rg")->fits("a:b"));
  EXPECT_EQ(list->find("Alice"), nullptr);
  EXPECT_EQ(list->find("# who may log in"), nullptr);
  EXPECT_FALSE(list->knows_passwords());
  EXPECT_TRUE(UserList::parse("alice:secret\nbob:{PLAIN}x\n")->knows_passwords());
}

TEST(UserList, NamesTheLineAndTheFaultButNoPassword) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"alice:a\nhunter2\n", "line 2: a line is USER:PASSWORD"},
      {":hunter2", "line 1: a line is USER:PASSWORD"},
      {"alice:", "line 1: there is no password"},
      {"\n\na:$2y$hunter2", "line 3: this hash cannot be read"},
      {"a:x\na:hunter2", "line 2: the user \"a\" is there"},
      {"a\xff:hunter2", "line 1: the name of the user is not UTF-8"},
  };
  for (const auto& [text, words] : cases) {
    const auto list = UserList::parse(text);
    ASSERT_FALSE(list.has_value()) << text;
    EXPECT_THAT(list.error().message, HasSubstr(std::string(words)));
    EXPECT_THAT(list.error().message, Not(HasSubstr("hunter2")));
  }
}

class UserFileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = std::filesystem::temp_directory_path() / "mailstop-users-XXXXXX";
    const int file = ::mkstemp(pattern.data());
    ASSERT_NE(file, -1);
    ::close(file);
    path = pattern;
  }
  void TearDown() override { std::filesystem::remove(path); }
  void write(const std::string& text) { std::ofstream(path, std::ios::trunc) << text; }

  std::string path;
};

TEST_F(UserFileTest, IsReadAnewWhenItChanges) {
  write("alice:old\n");
  const auto file = UserFile::open(path);
  ASSERT_TRUE(file.has_value()) << file.error().message;
  const auto before = (*file)->users();
  EXPECT_EQ((*file)->users(), before);
  write("alice:new one\nbob:b\n");
  EXPECT_TRUE((*file)->users()->find("alice")->fits("new one"));
  EXPECT_TRUE(before->find("alice")->fits("old"));
}

TEST_F(UserFileTest, KeepsTheListWhenTheNewOneIsBrokenOrGone) {
  write("alice:old\n");
  const auto file = UserFile::open(path);
  ASSERT_TRUE(file.has_value());
  testing::internal::CaptureStderr();
  write("alice:old\nnonsense\n");
  EXPECT_TRUE((*file)->users()->find("alice")->fits("old"));
  EXPECT_TRUE((*file)->users()->find("alice")->fits("old"));
  std::filesystem::remove(path);
  EXPECT_TRUE((*file)->users()->find("alice")->fits("old"));
  const auto log = testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr("line 2: a line is USER:PASSWORD"));
  EXPECT_THAT(log, HasSubstr("cannot be read"));
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 2) << log;
}

TEST_F(UserFileTest, MayBeEmptyAndMustBeThere) {
  const auto empty = UserFile::open(path);
  ASSERT_TRUE(empty.has_value()) << empty.error().message;
  EXPECT_EQ((*empty)->users()->find(""), nullptr);
  const auto none = UserFile::open(path + ".none");
  ASSERT_FALSE(none.has_value());
  EXPECT_THAT(none.error().message, HasSubstr(path + ".none cannot be read"));
}

TEST(OfferMechanisms, TakesAwayWhatNeedsPlainPasswords) {
  const auto plain = UserList::parse("alice:secret");
  const auto hashed = UserList::parse("alice:secret\nbob:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=");
  smtp::SessionSettings settings;
  offer_mechanisms(settings, *plain);
  EXPECT_TRUE(settings.auth_mechanisms.empty());
  settings.auth_mechanisms = {"SCRAM-SHA-256", "PLAIN"};
  offer_mechanisms(settings, *hashed);
  EXPECT_THAT(settings.auth_mechanisms, ElementsAre("PLAIN"));
  settings.auth_mechanisms = {};
  offer_mechanisms(settings, *hashed);
  EXPECT_THAT(settings.auth_mechanisms, ElementsAre("PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER", "EXTERNAL"));
  settings.auth_mechanisms = {"CRAM-MD5"};
  EXPECT_TRUE(check_mechanisms(settings, *plain).has_value());
  EXPECT_FALSE(check_mechanisms(settings, *hashed).has_value());
  offer_mechanisms(settings, *hashed);
  EXPECT_EQ(settings.auth, smtp::AuthMode::off);
}

}  // namespace
}  // namespace mailstop::listeners
