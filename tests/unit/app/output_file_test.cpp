#include "app/commands/output_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/commands/mail_folder.hpp"

namespace mailstop::app {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;

class OutputFileTest : public testing::Test {
 protected:
  OutputFileTest() {
    std::string name = (fs::temp_directory_path() / "mailstop-output-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~OutputFileTest() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  // While it is not whole; another process has another one.
  std::string part_of(const std::string& name) const {
    return path(name + "." + std::to_string(::getpid()) + ".part");
  }
  static std::string content(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static mailroom::ExportedMessage message(std::uint64_t sequence, const std::string& raw) {
    mailroom::ExportedMessage message;
    message.summary.id = "id" + std::to_string(sequence);
    message.summary.sequence = sequence;
    message.summary.received_at = Timestamp{Duration{1'795'300'000'999}};
    message.raw = raw;
    return message;
  }

  fs::path folder_;
};

TEST_F(OutputFileTest, HasItsNameOnlyWhenItIsWhole) {
  auto file = OutputFile::open(path("a"), Existing::refused).value();
  ASSERT_TRUE(file.write("half"));
  EXPECT_FALSE(fs::exists(path("a")));
  ASSERT_TRUE(file.finish());
  EXPECT_EQ(content(path("a")), "half");
  EXPECT_FALSE(fs::exists(part_of("a")));
  struct stat facts {};
  ASSERT_EQ(::stat(path("a").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 07777, 0600u);
}

TEST_F(OutputFileTest, LeavesNothingWhenItIsDropped) {
  {
    auto file = OutputFile::open(path("a"), Existing::refused).value();
    ASSERT_TRUE(file.write("half"));
    auto moved = std::move(file);
    EXPECT_TRUE(fs::exists(part_of("a")));
  }
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(OutputFileTest, ReplacesOnlyWhenToldTo) {
  std::ofstream(path("a")) << "mine";
  EXPECT_THAT(OutputFile::open(path("a"), Existing::refused).error().message, HasSubstr("is there already"));
  EXPECT_THAT(OutputFile::open(folder_.string(), Existing::replaced).error().message,
              HasSubstr("is a folder"));
  auto file = OutputFile::open(path("a"), Existing::replaced).value();
  ASSERT_TRUE(file.write("new"));
  EXPECT_EQ(content(path("a")), "mine");
  ASSERT_TRUE(file.finish());
  EXPECT_EQ(content(path("a")), "new");
}

TEST_F(OutputFileTest, SaysWhyItCannotBeWritten) {
  EXPECT_THAT(OutputFile::open(path("no/folder"), Existing::refused).error().message,
              HasSubstr("No such file or directory"));
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full";
  fs::create_symlink("/dev/full", part_of("full"));
  auto file = OutputFile::open(path("full"), Existing::refused).value();
  const auto written = file.write(std::string(100'000, 'x'));
  const auto finished = written ? file.finish() : written;
  ASSERT_FALSE(finished);
  EXPECT_EQ(finished.error().code, Errc::storage_full);
  EXPECT_THAT(finished.error().message, HasSubstr("No space left on device"));
}

TEST_F(OutputFileTest, AFolderOfFilesSortsByArrival) {
  auto folder = MailFolder::open(path("mails"), FolderKind::eml, Existing::refused).value();
  ASSERT_TRUE(folder.write(message(9, "nine")));
  ASSERT_TRUE(folder.write(message(10, "ten\n")));
  EXPECT_EQ(content(path("mails/000000000009-id9.eml")), "nine");
  EXPECT_EQ(content(path("mails/000000000010-id10.eml")), "ten\n");
}

TEST_F(OutputFileTest, AMaildirHasUnreadMailInNew) {
  auto folder = MailFolder::open(path("box"), FolderKind::maildir, Existing::refused).value();
  auto read_message = message(2, "read");
  read_message.summary.read = read_message.summary.pinned = true;
  ASSERT_TRUE(folder.write(message(1, "new")));
  ASSERT_TRUE(folder.write(read_message));
  EXPECT_EQ(content(path("box/new/1795300000.000000000001_id1.mailstop")), "new");
  EXPECT_EQ(content(path("box/cur/1795300000.000000000002_id2.mailstop:2,FS")), "read");
  EXPECT_TRUE(fs::is_empty(path("box/tmp")));
}

TEST_F(OutputFileTest, AFolderThatHoldsSomethingIsLeftAlone) {
  fs::create_directories(path("mails/other"));
  EXPECT_THAT(MailFolder::open(path("mails"), FolderKind::eml, Existing::refused).error().message,
              HasSubstr("holds something"));
  EXPECT_TRUE(MailFolder::open(path("mails"), FolderKind::eml, Existing::replaced));
  std::ofstream(path("file")) << "x";
  EXPECT_THAT(MailFolder::open(path("file"), FolderKind::eml, Existing::replaced).error().message,
              HasSubstr("is a file"));
}

}  // namespace
}  // namespace mailstop::app
