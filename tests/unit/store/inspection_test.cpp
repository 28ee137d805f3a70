// What `check` finds: nothing in what the store writes, and each kind of damage with the message it hit.
#include "store/sqlite/inspection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <boost/asio/io_context.hpp>
#include <fstream>

#include "contract/sqlite_backends.hpp"
#include "contract/store_fixture.hpp"
#include "store/sqlite/database.hpp"
#include "store/sqlite/migrations.hpp"
#include "support/run_task.hpp"

namespace mailstop::store::sqlite {
namespace {

using testing::HasSubstr;

class InspectionTest : public testing::Test {
 protected:
  InspectionTest() {
    settings_.path = (folder_.path() / "mail #1%.db").string();
    auto store = open_sqlite_store(settings_, clock_, {}).value();
    for (const auto* subject : {"one", "two", "three"}) {
      auto message = contract::make_message(subject);
      message.raw = "Subject: " + std::string(subject) + "\r\n\r\n" + std::string(4000, 'x') + "\r\n";
      ids_.push_back(test::run_task(context_, store->insert(std::move(message))).value().id);
    }
    store->close();
  }

  Result<Inspection> inspect() {
    return inspect_database(settings_.path,
                            [this](const InspectionProgress& progress) { last_progress_ = progress; });
  }
  void execute(const std::string& sql) {
    auto database =
        Database::open("file:" + (folder_.path() / "mail %231%25.db").string(), Database::Mode::read_write);
    ASSERT_TRUE(database->execute("PRAGMA foreign_keys = OFF;" + sql)) << database->take_error()->message;
  }
  // The only thing that is wrong.
  Finding only_finding() {
    const auto inspection = inspect().value();
    EXPECT_EQ(inspection.finding_count, 1u);
    return inspection.findings.empty() ? Finding() : inspection.findings.front();
  }

  contract::TemporaryFolder folder_;
  Settings settings_;
  SystemClock clock_;
  asio::io_context context_;
  std::vector<std::string> ids_;
  InspectionProgress last_progress_;
};

TEST_F(InspectionTest, FindsNothingInWhatTheStoreWrote) {
  const auto inspection = inspect();
  ASSERT_TRUE(inspection) << inspection.error().message;
  EXPECT_EQ(inspection->finding_count, 0u);
  EXPECT_EQ(inspection->messages, 3u);
  EXPECT_GT(inspection->bytes, 12'000u);
  EXPECT_EQ(inspection->version, newest_schema_version());
  EXPECT_EQ(last_progress_.done, 3u);
  EXPECT_EQ(last_progress_.total, 3u);
}

TEST_F(InspectionTest, LooksBesideAnOpenStoreAndChangesNothing) {
  auto store = open_sqlite_store(settings_, clock_, {}).value();
  test::run_task(context_, store->insert(contract::make_message("four"))).value();
  EXPECT_EQ(inspect().value().messages, 4u);
  EXPECT_EQ(inspect().value().finding_count, 0u);
  test::run_task(context_, store->insert(contract::make_message("five"))).value();
  EXPECT_EQ(inspect().value().messages, 5u);
  store->close();
}

TEST_F(InspectionTest, NamesTheMessageWhoseBytesAreDamaged) {
  execute("UPDATE message_raw SET bytes = zeroblob(length(bytes)) WHERE sequence = 2");
  const auto finding = only_finding();
  EXPECT_EQ(finding.code, "bad_raw");
  EXPECT_EQ(finding.message_id, ids_[1]);
  EXPECT_THAT(finding.advice, HasSubstr("restore a backup"));
}

// A frame may claim any length: nobody believes it.
TEST_F(InspectionTest, IsNotFooledByTheLengthOfADamagedFrame) {
  execute(
      "UPDATE message_raw SET encoding = 1, bytes = x'28B52FFDE0FFFFFFFFFFFFFF7F010000' WHERE sequence = 3");
  EXPECT_EQ(only_finding().code, "bad_raw");
}

TEST_F(InspectionTest, NamesTheMessageThatHasAnotherSize) {
  execute("UPDATE message SET size = size + 1 WHERE sequence = 1");
  const auto finding = only_finding();
  EXPECT_EQ(finding.code, "wrong_size");
  EXPECT_EQ(finding.message_id, ids_[0]);
}

TEST_F(InspectionTest, NamesWhatIsMissingAndWhatIsLeftOver) {
  execute(
      "DELETE FROM message_raw WHERE sequence = 1; DELETE FROM message_content WHERE sequence = 2;"
      "UPDATE message_content SET sequence = 99 WHERE sequence = 3");
  const auto inspection = inspect().value();
  std::vector<std::string> codes;
  for (const auto& finding : inspection.findings) codes.push_back(finding.code + ' ' + finding.message_id);
  EXPECT_THAT(codes, testing::ElementsAre("missing_row " + ids_[0], "missing_row " + ids_[1],
                                          "missing_row " + ids_[2], "orphan "));
}

TEST_F(InspectionTest, NamesAPartOutsideOfTheMessage) {
  auto store = open_sqlite_store(settings_, clock_, {}).value();
  auto message = contract::make_message("parts");
  mail::Part part;
  part.part_id = "0";
  part.offset = 10;
  part.length = message.raw.size() - 9;
  message.parsed.parts = {part};
  const auto id = test::run_task(context_, store->insert(std::move(message))).value().id;
  store->close();
  const auto finding = only_finding();
  EXPECT_EQ(finding.code, "bad_parts");
  EXPECT_EQ(finding.message_id, id);
}

TEST_F(InspectionTest, CountsWhatTheTotalsSay) {
  execute("UPDATE inbox SET unread = unread - 1 WHERE id = 0");
  const auto finding = only_finding();
  EXPECT_EQ(finding.code, "wrong_totals");
  EXPECT_THAT(finding.text, HasSubstr("3 messages, 2 unread; there are 3, 3 unread"));
}

TEST_F(InspectionTest, NamesAnInboxThatIsNotThere) {
  execute("UPDATE message SET inbox = 77 WHERE sequence = 1");
  const auto inspection = inspect().value();
  ASSERT_FALSE(inspection.findings.empty());
  EXPECT_EQ(inspection.findings.front().code, "structure");
  EXPECT_THAT(inspection.findings.front().text, HasSubstr("inbox"));
}

TEST_F(InspectionTest, SurvivesPagesOfGarbage) {
  const auto size = std::filesystem::file_size(settings_.path);
  std::fstream file(settings_.path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(8192 * 2);
  file << std::string(size - 8192 * 2, '\xA5');
  file.close();
  const auto inspection = inspect();
  EXPECT_TRUE(!inspection || inspection->finding_count > 0);
}

TEST_F(InspectionTest, SaysWhyItCannotLook) {
  settings_.path = (folder_.path() / "missing.db").string();
  EXPECT_THAT(inspect().error().message, HasSubstr("There is no database"));
  EXPECT_FALSE(std::filesystem::exists(settings_.path));
  std::ofstream(settings_.path) << std::string(200, 'x');
  EXPECT_THAT(inspect().error().message, HasSubstr("is not a database"));
  std::ofstream(settings_.path, std::ios::trunc).flush();
  EXPECT_THAT(inspect().error().message, HasSubstr("is empty"));
  settings_.path = folder_.path().string();
  EXPECT_THAT(inspect().error().message, HasSubstr("is not a file"));
}

TEST_F(InspectionTest, RefusesANewerVersion) {
  execute("PRAGMA user_version = 1000");
  EXPECT_THAT(inspect().error().message, HasSubstr("newer version of Mailstop"));
}

}  // namespace
}  // namespace mailstop::store::sqlite
