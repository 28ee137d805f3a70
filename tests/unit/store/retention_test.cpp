// Limits of the whole store, and that settings and limits outlive a restart.
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include "base/random.hpp"
#include "contract/sqlite_backends.hpp"
#include "contract/store_fixture.hpp"

namespace mailstop::store::sqlite {
namespace {

using namespace std::chrono_literals;

class StoreLimitsTest : public testing::Test {
 protected:
  StoreLimitsTest() { settings_.path = (folder_.path() / "mail.db").string(); }
  ~StoreLimitsTest() override {
    if (store_) store_->close();
  }

  void open(RetentionLimits limits) {
    if (store_) store_->close();
    store_.reset();
    settings_.limits = {limits, {}};
    store_ = open_sqlite_store(settings_, clock_, {}).value();
  }
  template <class T>
  T run(Task<T> task) {
    return test::run_task(context_, std::move(task));
  }
  void insert(std::string subject, std::string inbox) {
    auto message = contract::make_message(std::move(subject), std::move(inbox));
    message.received_at = clock_.now();
    ASSERT_TRUE(run(store_->insert(std::move(message))));
  }
  std::uint64_t total() { return run(store_->status()).value().totals.total; }
  void await_total(std::uint64_t wanted) {
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (total() != wanted) ASSERT_LT(std::chrono::steady_clock::now(), deadline);
  }

  contract::TemporaryFolder folder_;
  Settings settings_;
  test::ManualClock clock_;
  asio::io_context context_;
  std::unique_ptr<SqliteStore> store_;
};

TEST_F(StoreLimitsTest, TheOldestGoFromWhicheverInbox) {
  open({3, {}});
  for (const auto* inbox : {"one", "two", "one", "two", "three"}) insert("x", inbox);
  await_total(3);
  EXPECT_EQ(run(store_->inbox("one")).value().totals.total, 1u);
  EXPECT_EQ(run(store_->inbox("two")).value().totals.total, 1u);
  EXPECT_EQ(run(store_->inbox("three")).value().totals.total, 1u);
}

TEST_F(StoreLimitsTest, TighterLimitsHoldFromTheStartOn) {
  open({});
  for (int i = 0; i < 5; ++i) insert("x", "one");
  open({2, {}});
  await_total(2);
  clock_.advance(48h);
  insert("y", "one");
  open({{}, 24h});
  await_total(1);
}

TEST_F(StoreLimitsTest, TheOldestGoWhenTheDatabaseIsTooLarge) {
  constexpr std::uint64_t limit = 4 << 20;
  open({});
  for (int i = 0; i < 120; ++i) {
    auto message = contract::make_message(std::to_string(i), "one");
    message.raw = random_bytes(100'000);
    ASSERT_TRUE(run(store_->insert(std::move(message))));
  }
  const auto before = run(store_->status()).value();
  EXPECT_GT(before.database_bytes, 11'000'000u);
  store_->close();
  store_.reset();
  settings_.limits.max_bytes = limit;
  store_ = open_sqlite_store(settings_, clock_, {}).value();
  const auto deadline = std::chrono::steady_clock::now() + 30s;
  auto after = before;
  for (; after.database_bytes > limit + (8 << 20) || after.totals.total > 45;
       after = run(store_->status()).value())
    ASSERT_LT(std::chrono::steady_clock::now(), deadline)
        << after.database_bytes << " " << after.totals.total;
  EXPECT_GT(after.totals.total, 20u);
  ListRequest oldest;
  oldest.order = Order::oldest;
  EXPECT_EQ(run(store_->list(oldest)).value().messages.front().subject,
            std::to_string(120 - after.totals.total));
}

TEST_F(StoreLimitsTest, NoMessageGoesForTheIndexOfOthersThatAreGone) {
  constexpr std::uint64_t limit = 6 << 20;
  settings_.index_rest = 0ms;
  open({});
  for (int i = 0; i < 60; ++i) {
    auto message = contract::make_message(std::to_string(i), "one");
    for (const char c : random_bytes(60'000)) message.parsed.search_text += fmt::format("{:02x}", c & 0xFF);
    ASSERT_TRUE(run(store_->insert(std::move(message))));
  }
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  while (run(store_->status()).value().indexed < 60) ASSERT_LT(std::chrono::steady_clock::now(), deadline);
  store_->close();
  store_.reset();
  settings_.limits.max_bytes = limit;
  store_ = open_sqlite_store(settings_, clock_, {}).value();
  insert("last", "one");
  while (run(store_->status()).value().database_bytes > 2 * limit + (8 << 20))
    ASSERT_LT(std::chrono::steady_clock::now(), deadline) << run(store_->status()).value().database_bytes;
  EXPECT_GE(total(), 10u);
}

TEST_F(StoreLimitsTest, SpaceGoesBackToTheDisk) {
  open({});
  for (int i = 0; i < 300; ++i) {
    auto message = contract::make_message("x", "one");
    message.raw = random_bytes(100'000);
    ASSERT_TRUE(run(store_->insert(std::move(message))));
  }
  EXPECT_GT(run(store_->status()).value().database_bytes, 30'000'000u);
  ASSERT_EQ(run(store_->remove_all({})).value(), 300u);
  const auto deadline = std::chrono::steady_clock::now() + 30s;
  while (run(store_->status()).value().database_bytes > 9'000'000)
    ASSERT_LT(std::chrono::steady_clock::now(), deadline);
}

TEST_F(StoreLimitsTest, WhatWasSaidOfAnInboxIsKept) {
  open({});
  InboxSettings settings;
  settings.retention.max_messages = 1;
  settings.accepts = false;
  ASSERT_TRUE(run(store_->set_up_inbox("one", settings)));
  ASSERT_TRUE(run(store_->keep_document("routes", "rules")));
  open({});
  EXPECT_EQ(run(store_->document("routes")).value(), "rules");
  EXPECT_EQ(run(store_->insert(contract::make_message("x", "one"))).error().code, Errc::refused);
  settings.accepts = true;
  ASSERT_TRUE(run(store_->set_up_inbox("one", settings)));
  insert("a", "one");
  insert("b", "one");
  await_total(1);
}

}  // namespace
}  // namespace mailstop::store::sqlite
