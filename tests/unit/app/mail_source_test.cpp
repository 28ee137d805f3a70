#include "app/commands/mail_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace mailstop::app {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;

class MailSourceTest : public testing::Test {
 protected:
  MailSourceTest() {
    std::string name = (fs::temp_directory_path() / "mailstop-source-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~MailSourceTest() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& bytes) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }
  // "NAME: raw", or "NAME! why not"
  std::vector<std::string> read(const std::vector<std::string>& names) {
    std::vector<std::string> paths;
    for (const auto& name : names) paths.push_back((folder_ / name).string());
    MailSource source(paths);
    std::vector<std::string> said;
    while (const auto message = source.next()) {
      const auto name = message->name.substr(folder_.string().size() + 1);
      said.push_back(message->raw ? name + ": " + *message->raw : name + "! " + message->raw.error().message);
    }
    return said;
  }

  fs::path folder_;
  const std::string mbox_ =
      "From a@b Sat Nov 21 21:32:25 2026\none\n\nFrom a@b Sat Nov 21 21:32:26 2026\ntwo\n\n";
};

TEST_F(MailSourceTest, TellsMboxFromOneMessageByItsFirstLine) {
  write("old", mbox_);
  write("mail", "From the desk of Alice\r\n\r\nhello");
  write("saved.EML", mbox_);
  EXPECT_THAT(read({"old", "mail", "saved.EML"}),
              ElementsAre("old, message 1: one\n", "old, message 2: two\n",
                          "mail: From the desk of Alice\r\n\r\nhello", "saved.EML: " + mbox_));
}

TEST_F(MailSourceTest, ReadsFoldersInOrder) {
  write("all/b.eml", "b");
  write("all/a/2.eml", "a2");
  write("all/a/10.eml", "a10");
  write("all/c.mbox", mbox_);
  write("all/notes.txt", "no mail");
  write("all/box/cur/5.x:2,S", "read");
  write("all/box/new/4.x", "new");
  write("all/box/new/.hidden", "no mail");
  write("all/box/tmp/6.x", "no mail yet");
  write("all/box/.Sent/cur/1.x:2,", "sent");
  EXPECT_THAT(read({"all"}),
              ElementsAre("all/a/10.eml: a10", "all/a/2.eml: a2", "all/b.eml: b", "all/box/new/4.x: new",
                          "all/box/cur/5.x:2,S: read", "all/box/.Sent/cur/1.x:2,: sent",
                          "all/c.mbox, message 1: one\n", "all/c.mbox, message 2: two\n"));
}

TEST_F(MailSourceTest, AFileOfAMaildirIsOneMessageWhateverItBeginsWith) {
  write("box/new/1", mbox_);
  write("box/cur/2:2,", "");
  EXPECT_THAT(read({"box"}), ElementsAre("box/new/1: " + mbox_, "box/cur/2:2,: "));
}

TEST_F(MailSourceTest, NamesWhatItCannotReadAndGoesOn) {
  write("empty", "");
  write("a.eml", "a");
  write("none/readme.txt", "x");
  EXPECT_THAT(
      read({"missing.eml", "empty", "none", "a.eml"}),
      ElementsAre("missing.eml! No such file or directory", "empty! there is nothing in it",
                  "none! the folder holds no mail: no .eml or .mbox file and no Maildir", "a.eml: a"));
}

TEST_F(MailSourceTest, KeepsEveryByte) {
  std::string bytes;
  for (int i = 0; i < 300'000; ++i) bytes += static_cast<char>(i * 7);
  write("large.eml", bytes);
  write("large", "x" + bytes);
  write("empty.eml", "");
  EXPECT_THAT(read({"large.eml", "large", "empty.eml"}),
              ElementsAre("large.eml: " + bytes, "large: x" + bytes, "empty.eml: "));
}

TEST_F(MailSourceTest, ReadsLargeMboxFilesPieceByPiece) {
  std::string file, body;
  for (int i = 0; i < 100; ++i) body += std::string(999, static_cast<char>('a' + i % 26)) + "\n";
  for (int i = 0; i < 20; ++i) file += "From a@b Sat Nov 21 21:32:25 2026\n" + body + "\n";
  write("large.mbox", file);
  const auto said = read({"large.mbox"});
  ASSERT_EQ(said.size(), 20u);
  EXPECT_EQ(said.back(), "large.mbox, message 20: " + body);
}

}  // namespace
}  // namespace mailstop::app
