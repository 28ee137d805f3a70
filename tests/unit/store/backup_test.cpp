#include "store/sqlite/backup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <boost/asio/io_context.hpp>
#include <fstream>
#include <iterator>

#include "contract/sqlite_backends.hpp"
#include "contract/store_fixture.hpp"
#include "store/sqlite/inspection.hpp"
#include "support/run_task.hpp"

namespace mailstop::store::sqlite {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;

class BackupTest : public testing::Test {
 protected:
  BackupTest() {
    settings_.path = (folder_.path() / "mail.db").string();
    plan_.from = settings_.path;
    plan_.to = (folder_.path() / "copy.db").string();
    store_ = open_sqlite_store(settings_, clock_, {}).value();
    for (int i = 0; i < 100; ++i) insert(std::to_string(i));
  }
  ~BackupTest() override { store_->close(); }

  void insert(const std::string& subject) {
    auto message = contract::make_message(subject);
    std::string noise;
    for (std::uint32_t i = 0, x = 1; i < 4000; ++i, x = x * 1664525 + 1013904223)
      noise += static_cast<char>('!' + (x >> 24) % 90);
    message.raw = "Subject: " + subject + "\r\n\r\n" + noise + "\r\n";
    test::run_task(context_, store_->insert(std::move(message))).value();
  }
  Result<Backup> back_up() {
    return back_up_database(plan_, [this](const BackupProgress& progress) { on_copied_(progress); });
  }
  static Inspection inspect(const std::string& path) {
    return inspect_database(path, [](const InspectionProgress&) {}).value();
  }

  contract::TemporaryFolder folder_;
  Settings settings_;
  SystemClock clock_;
  asio::io_context context_;
  BackupPlan plan_;
  std::unique_ptr<SqliteStore> store_;
  OnCopied on_copied_ = [](const BackupProgress&) {};
};

TEST_F(BackupTest, CopiesALiveDatabaseForItsOwnerAlone) {
  const auto backup = back_up();
  ASSERT_TRUE(backup) << backup.error().message;
  EXPECT_EQ(backup->messages, 100u);
  EXPECT_EQ(backup->bytes, fs::file_size(plan_.to));
  struct stat facts {};
  ASSERT_EQ(::stat(plan_.to.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 07777, 0600u);
  EXPECT_EQ(inspect(plan_.to).messages, 100u);
  EXPECT_EQ(inspect(plan_.to).finding_count, 0u);
  for (const auto& neighbour : fs::directory_iterator(fs::path(plan_.to).parent_path())) {
    const auto name = neighbour.path().string();
    EXPECT_FALSE(name.starts_with(plan_.to) && name != plan_.to) << name;
  }
}

TEST_F(BackupTest, IsOfOneMomentWhileMailArrives) {
  int steps = 0;
  on_copied_ = [&](const BackupProgress& progress) {
    ++steps;
    EXPECT_LE(progress.done_bytes, progress.total_bytes);
    insert("while it is copied");
  };
  const auto backup = back_up();
  ASSERT_TRUE(backup) << backup.error().message;
  EXPECT_GE(steps, 1);
  EXPECT_EQ(backup->messages, 100u);
  EXPECT_EQ(inspect(plan_.to).finding_count, 0u);
}

TEST_F(BackupTest, IsADatabaseThatAServerTakes) {
  ASSERT_TRUE(back_up());
  auto settings = settings_;
  settings.path = plan_.to;
  auto copy = open_sqlite_store(settings, clock_, {});
  ASSERT_TRUE(copy) << copy.error().message;
  EXPECT_EQ(test::run_task(context_, (*copy)->status()).value().totals.total, 100u);
  (*copy)->close();
}

TEST_F(BackupTest, OverwritesOnlyWhenToldTo) {
  std::ofstream(plan_.to) << "something";
  EXPECT_THAT(back_up().error().message, HasSubstr("is there already"));
  std::ifstream file(plan_.to);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "something");
  plan_.overwrite = Overwrite::yes;
  EXPECT_TRUE(back_up());
}

TEST_F(BackupTest, NeverOverwritesADatabaseInUse) {
  plan_.overwrite = Overwrite::yes;
  plan_.to = plan_.from;
  EXPECT_THAT(back_up().error().message, HasSubstr("is the database itself"));
  auto settings = settings_;
  settings.path = plan_.to = (folder_.path() / "other.db").string();
  auto other = open_sqlite_store(settings, clock_, {}).value();
  EXPECT_THAT(back_up().error().message, HasSubstr("is a database in use"));
  other->close();
}

TEST_F(BackupTest, SaysWhyItCannot) {
  plan_.to = (folder_.path() / "no" / "folder.db").string();
  EXPECT_THAT(back_up().error().message, HasSubstr("No such file or directory"));
  plan_.to = folder_.path().string();
  EXPECT_THAT(back_up().error().message, HasSubstr("is not a file"));
  plan_.to = (folder_.path() / "copy.db").string();
  plan_.from = (folder_.path() / "missing.db").string();
  EXPECT_THAT(back_up().error().message, HasSubstr("There is no database"));
  EXPECT_FALSE(fs::exists(plan_.to));
}

}  // namespace
}  // namespace mailstop::store::sqlite
