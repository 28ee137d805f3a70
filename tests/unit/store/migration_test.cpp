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
    std::ifstream file(MAILSTOP_SOURCE_DIR "/tests/corpus/database_version_1.sql", std::ios::binary);
    const std::string dump{std::istreambuf_iterator<char>(file), {}};
    auto database = Database::open(settings_.path, Database::Mode::read_write);
    EXPECT_TRUE(database->execute(fmt::format("PRAGMA application_id = {}", application_id)));
    EXPECT_TRUE(database->execute(dump));
    EXPECT_TRUE(database->execute("PRAGMA user_version = 1"));
    store_ = open_sqlite_store(settings_, clock_, {}).value();
  }
  ~MigrationTest() override { store_->close(); }

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

TEST_F(MigrationTest, StoresSessionsAndHeldMessagesAfterwards) {
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
