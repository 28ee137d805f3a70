#include "base/spool_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace mailstop {
namespace {

using testing::HasSubstr;

class SpoolFileTest : public testing::Test {
 protected:
  SpoolFileTest() {
    std::string name = testing::TempDir() + "spoolXXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~SpoolFileTest() override { std::filesystem::remove_all(folder_); }

  std::string folder_;
};

TEST_F(SpoolFileTest, GivesBackWhatWasAppended) {
  auto file = SpoolFile::create(folder_);
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->append("one "));
  ASSERT_TRUE(file->append(std::string(100'000, 'x')));
  EXPECT_EQ(file->size(), 100'004u);
  const auto content = file->finish();
  ASSERT_TRUE(content);
  EXPECT_EQ(content->view(), "one " + std::string(100'000, 'x'));
  content->forget_pages();
  EXPECT_EQ(content->view().substr(0, 5), "one x");
}

TEST_F(SpoolFileTest, LeavesNothingInTheFolder) {
  auto file = SpoolFile::create(folder_);
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->append("x"));
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(SpoolFileTest, ContentOutlivesItsFileAndIsShared) {
  Content copy;
  {
    auto file = SpoolFile::create(folder_);
    ASSERT_TRUE(file->append("kept"));
    copy = *file->finish();
  }
  const Content another = copy;
  copy = Content("other");
  EXPECT_EQ(another.view(), "kept");
  EXPECT_EQ(copy.view(), "other");
}

TEST_F(SpoolFileTest, NothingAppendedIsEmptyContent) {
  auto file = SpoolFile::create(folder_);
  const auto content = file->finish();
  ASSERT_TRUE(content);
  EXPECT_TRUE(content->empty());
}

TEST_F(SpoolFileTest, AMissingFolderIsAnError) {
  const auto file = SpoolFile::create(folder_ + "/missing");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, Errc::storage_failed);
  EXPECT_THAT(file.error().message, HasSubstr("/missing: No such file or directory"));
}

}  // namespace
}  // namespace mailstop
