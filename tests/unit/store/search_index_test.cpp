// The search index: what is in it, what is found through it and beside it, and when it is made anew.
#include "store/sqlite/search_index.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include "contract/sqlite_backends.hpp"
#include "contract/store_fixture.hpp"

namespace mailstop::store::sqlite {
namespace {

using namespace std::chrono_literals;

class SearchIndexTest : public testing::Test {
 protected:
  SearchIndexTest() {
    settings_.path = (folder_.path() / "mail.db").string();
    settings_.index_rest = 0ms;
    open();
  }
  ~SearchIndexTest() override { store_->close(); }

  void open() {
    if (store_) store_->close();
    store_.reset();
    store_ = open_sqlite_store(settings_, clock_, {}).value();
  }
  template <class T>
  T run(Task<T> task) {
    return test::run_task(context_, std::move(task));
  }
  std::string insert(std::string subject) {
    return run(store_->insert(contract::make_message(std::move(subject)))).value().id;
  }
  void await_indexed(std::uint64_t sequence) {
    const auto deadline = std::chrono::steady_clock::now() + 30s;
    while (run(store_->status()).value().indexed < sequence)
      ASSERT_LT(std::chrono::steady_clock::now(), deadline);
  }
  std::vector<std::string> found(std::string_view query, Order order = Order::newest) {
    ListRequest request;
    request.selection = contract::matching(query);
    request.order = order;
    const auto page = run(store_->list(request)).value();
    std::vector<std::string> subjects;
    for (const auto& message : page.messages) subjects.push_back(message.subject);
    EXPECT_EQ(page.matched, subjects.size());
    return subjects;
  }
  using Subjects = std::vector<std::string>;

  // As it is in the file, when the store is closed.
  std::vector<std::int64_t> entries() {
    store_->close();
    auto database = Database::open(settings_.path, Database::Mode::read_write).value();
    Statement select(database,
                     "SELECT rowid FROM message_index WHERE message_index MATCH '\"wel\"' ORDER BY rowid");
    std::vector<std::int64_t> rows;
    while (select.step()) rows.push_back(select.integer(0));
    EXPECT_FALSE(database.take_error());
    return rows;
  }

  contract::TemporaryFolder folder_;
  Settings settings_;
  test::ManualClock clock_;
  asio::io_context context_;
  std::unique_ptr<SqliteStore> store_;
};

TEST_F(SearchIndexTest, HoldsWhatWasStoredBeforeItWasMade) {
  settings_.index_rest = 1h;
  open();
  for (const auto* subject : {"Welcome 1", "Bye 2", "Welcome 3"}) insert(subject);
  EXPECT_EQ(run(store_->status()).value().indexed, 0u);
  EXPECT_EQ(found("welcome"), (Subjects{"Welcome 3", "Welcome 1"}));
  settings_.index_rest = 0ms;
  open();
  await_indexed(3);
  EXPECT_EQ(found("welcome"), (Subjects{"Welcome 3", "Welcome 1"}));
  EXPECT_EQ(entries(), (std::vector<std::int64_t>{1, 3}));
}

TEST_F(SearchIndexTest, IsReadTogetherWithWhatIsNotInItYet) {
  for (const auto* subject : {"Welcome 1", "Bye 2", "Welcome 3"}) insert(subject);
  await_indexed(3);
  settings_.index_rest = 1h;
  open();
  for (const auto* subject : {"Welcome 4", "Bye 5"}) insert(subject);
  EXPECT_EQ(run(store_->status()).value().indexed, 3u);
  EXPECT_EQ(found("welcome"), (Subjects{"Welcome 4", "Welcome 3", "Welcome 1"}));
  EXPECT_EQ(found("welcome", Order::oldest), (Subjects{"Welcome 1", "Welcome 3", "Welcome 4"}));
  EXPECT_EQ(found("bye"), (Subjects{"Bye 5", "Bye 2"}));
  EXPECT_EQ(run(store_->latest(contract::matching("welcome"))).value(),
            run(store_->list({})).value().messages.at(1).id);
}

TEST_F(SearchIndexTest, FindsOnAcrossPages) {
  for (int i = 1; i <= 40; ++i) insert("Welcome " + std::to_string(i));
  await_indexed(40);
  settings_.index_rest = 1h;
  open();
  for (int i = 41; i <= 50; ++i) insert("Welcome " + std::to_string(i));
  for (const auto order : {Order::newest, Order::oldest}) {
    ListRequest request;
    request.selection = contract::matching("welcome");
    request.order = order;
    request.limit = 7;
    std::vector<std::uint64_t> sequences;
    do {
      const auto page = run(store_->list(request)).value();
      EXPECT_EQ(page.matched, 50u);
      for (const auto& message : page.messages) sequences.push_back(message.sequence);
      request.cursor = page.next_cursor;
    } while (request.cursor);
    if (order == Order::newest) std::reverse(sequences.begin(), sequences.end());
    ASSERT_EQ(sequences.size(), 50u);
    for (std::uint64_t i = 0; i < 50; ++i) EXPECT_EQ(sequences[i], i + 1);
  }
}

TEST_F(SearchIndexTest, FindsNothingThatIsDeleted) {
  const auto first = insert("Welcome 1");
  insert("Welcome 2");
  await_indexed(2);
  ASSERT_TRUE(run(store_->remove(first)));
  EXPECT_EQ(found("welcome"), Subjects{"Welcome 2"});
}

TEST_F(SearchIndexTest, IsMadeAnewWhenAllThatItHoldsIsGone) {
  for (const auto* subject : {"Welcome 1", "Welcome 2"}) insert(subject);
  await_indexed(2);
  ASSERT_EQ(run(store_->remove_all({})).value(), 2u);
  insert("Welcome back");
  const auto sequence = run(store_->list({})).value().messages.front().sequence;
  await_indexed(sequence);
  EXPECT_EQ(found("welcome"), Subjects{"Welcome back"});
  EXPECT_EQ(entries(), std::vector<std::int64_t>{static_cast<std::int64_t>(sequence)});
}

TEST_F(SearchIndexTest, IsEmptiedWhenAllThatItHoldsIsGone) {
  for (const auto* subject : {"Welcome 1", "Welcome 2"}) insert(subject);
  await_indexed(2);
  ASSERT_EQ(run(store_->remove_all({})).value(), 2u);
  const auto deadline = std::chrono::steady_clock::now() + 30s;
  while (run(store_->status()).value().indexed != 0) ASSERT_LT(std::chrono::steady_clock::now(), deadline);
  EXPECT_EQ(entries(), std::vector<std::int64_t>());
}

TEST_F(SearchIndexTest, IsLeftAloneWhenTheStoreIsNotTended) {
  settings_.is_tended = false;
  settings_.limits = {{1, {}}, std::uint64_t{1} << 20};
  open();
  for (const auto* subject : {"Welcome 1", "Welcome 2"}) insert(subject);
  insert("Welcome 3");
  EXPECT_EQ(run(store_->status()).value().indexed, 0u);
  EXPECT_EQ(found("welcome").size(), 3u);
}

TEST_F(SearchIndexTest, DeepQueriesAreStillUnderstood) {
  std::string query = "welcome";
  for (int depth = 0; depth < 9; ++depth) query = "welcome (absent OR (" + query + "))";
  insert("Welcome 1");
  await_indexed(1);
  EXPECT_EQ(found(query), Subjects{"Welcome 1"});
}

TEST_F(SearchIndexTest, FindsWhatStandsBehindANul) {
  auto message = contract::make_message("subject");
  message.parsed.search_text = std::string("before\0after", 12);
  ASSERT_TRUE(run(store_->insert(std::move(message))));
  await_indexed(1);
  EXPECT_EQ(found("after"), Subjects{"subject"});
}

TEST_F(SearchIndexTest, FindsInLargeBodiesThroughItAndBesideIt) {
  auto message = contract::make_message("subject");
  for (int i = 0; i < 2000; ++i) message.parsed.search_text += fmt::format("word{} ", i);
  ASSERT_TRUE(run(store_->insert(message)));
  await_indexed(1);
  EXPECT_EQ(found("word1999"), Subjects{"subject"});
  EXPECT_EQ(found("body:word2000"), Subjects());
  settings_.index_rest = 1h;
  open();
  ASSERT_TRUE(run(store_->insert(message)));
  EXPECT_EQ(found("word1999"), (Subjects{"subject", "subject"}));
}

TEST_F(SearchIndexTest, HoldsAMessageOnceItIsReleased) {
  auto message = contract::make_message("Welcome later");
  message.release_at = clock_.now() + 1h;
  ASSERT_TRUE(run(store_->insert(std::move(message))));
  clock_.advance(2h);
  ASSERT_EQ(run(store_->release_due(clock_.now())).value().released, 1u);
  await_indexed(1);
  EXPECT_EQ(found("welcome"), Subjects{"Welcome later"});
}

}  // namespace
}  // namespace mailstop::store::sqlite
