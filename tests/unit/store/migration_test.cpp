// A database as version 1 of the schema left it (tests/corpus/database_version_1.sql, written by that
// version) is brought up to date without losing anything.
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <fstream>
#include <iterator>

#include "contract/sqlite_backends.hpp"
#include "store/sqlite/connections.hpp"
#include "store/sqlite/database.hpp"
#include "store/sqlite/database_file.hpp"
#include "store/sqlite/migrations.hpp"
#include "support/manual_clock.hpp"
#include "support/run_task.hpp"

namespace mailstop::store::sqlite {
namespace {

class MigrationTest : public testing::Test {
 protected:
  MigrationTest() {
    settings_.path = (folder_.path() / "mail.db").string();
    execute(fmt::format("PRAGMA application_id = {}", application_id));
    execute(read("tests/corpus/database_version_1.sql"));
    execute("PRAGMA user_version = 1");
  }
  ~MigrationTest() override { store_->close(); }

  void open() { store_ = open_sqlite_store(settings_, clock_, {}).value(); }

  static std::string read(const std::string& name) {
    std::ifstream file(MAILSTOP_SOURCE_DIR "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void execute(const std::string& sql) {
    auto database = Database::open(settings_.path, Database::Mode::read_write);
    EXPECT_TRUE(database->execute(sql)) << database->take_error()->message;
  }

  template <class T>
  T run(Task<T> task) {
    return test::run_task(context_, std::move(task));
  }

  contract::TemporaryFolder folder_;
  Settings settings_;
  test::ManualClock clock_;
  asio::io_context context_;
  std::unique_ptr<SqliteStore> store_;
};

TEST_F(MigrationTest, KeepsWhatVersion1Stored) {
  open();
  const auto page = run(store_->list({})).value();
  ASSERT_EQ(page.messages.size(), 2u);
  EXPECT_EQ(page.sequence, 3u);
  EXPECT_EQ(page.totals.total, 2u);
  EXPECT_EQ(page.totals.unread, 1u);
  const auto& first = page.messages[1];
  EXPECT_EQ(first.id, "06h02jc9b4cszmzz");
  EXPECT_EQ(first.subject, "first");
  EXPECT_EQ(first.tags, std::vector<std::string>{"kept"});
  EXPECT_TRUE(first.read);
  EXPECT_FALSE(first.held_until);

  const auto message = run(store_->get(first.id)).value();
  EXPECT_EQ(message.session_id, "");
  EXPECT_TRUE(message.codes.empty());
  EXPECT_EQ(message.envelope.auth_user, "checkout-7");
  EXPECT_EQ(message.envelope.auth_mechanism, "PLAIN");
  EXPECT_EQ(message.envelope.body, mail::BodyType::eight_bit_mime);
  EXPECT_TRUE(message.envelope.smtputf8);
  EXPECT_FALSE(message.envelope.tls);
  EXPECT_FALSE(message.envelope.priority);
  EXPECT_FALSE(message.envelope.release);
  EXPECT_EQ(message.envelope.deliver_by, "");
  EXPECT_EQ(run(store_->raw(first.id)).value().substr(0, 28), "From: Shop <shop@app.test>\r\n");
}

TEST_F(MigrationTest, CountsTheMessagesOfSessionsThatVersion2Stored) {
  execute(read("schema/sqlite/0002_sessions.sql"));
  execute("UPDATE message_content SET session_id = 's1'");
  for (const auto* row : {"1, 's1'", "2, 's2'"})
    execute(fmt::format("INSERT INTO session VALUES ({}, 0, '', '', 0, '')", row));
  execute("PRAGMA user_version = 2");
  settings_.max_sessions = 0;
  open();
  const auto messages = run(store_->list({})).value().messages;
  ASSERT_EQ(messages.size(), 2u);
  ASSERT_TRUE(run(store_->remove(messages[0].id)));
  EXPECT_TRUE(run(store_->session("s1")));
  EXPECT_FALSE(run(store_->session("s2"))) << "it has no message";
  ASSERT_TRUE(run(store_->remove(messages[1].id)));
  EXPECT_FALSE(run(store_->session("s1")));
}

TEST_F(MigrationTest, StoresSessionsAndHeldMessagesAfterwards) {
  open();
  mail::SmtpSession session;
  session.id = "s1";
  bool is_stored = false;
  store_->insert_session(session, [&](const Result<void>& done) { is_stored = done.has_value(); });
  NewMessage message;
  message.release_at = clock_.now() + std::chrono::hours(1);
  const auto held = run(store_->insert(std::move(message))).value();
  EXPECT_TRUE(is_stored);
  EXPECT_EQ(run(store_->session("s1")).value().sequence, 4u);
  EXPECT_EQ(run(store_->list({})).value().messages.size(), 2u);
  EXPECT_GT(held.id, "06h02jc9bgqzdn9g");
  EXPECT_EQ(run(store_->release_due(*held.held_until)).value().released, 1u);
  EXPECT_EQ(run(store_->list({})).value().messages.front().sequence, 5u);
}

}  // namespace
}  // namespace mailstop::store::sqlite
