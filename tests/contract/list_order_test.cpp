// What every MessageStore must do with the order of lists: sort by size and texts, page through it by cursor,
// and begin in the middle.
#include <algorithm>

#include "sqlite_backends.hpp"
#include "store_fixture.hpp"

namespace mailstop::contract {
namespace {

using Strings = std::vector<std::string>;
using store::Order;
using store::Sort;

class ListOrderTest : public StoreTest {
 protected:
  store::ListRequest sorted(Sort sort, Order order = Order::descending) {
    store::ListRequest request;
    request.sort = sort;
    request.order = order;
    return request;
  }
  void insert_from(std::string subject, std::string name, std::string address) {
    auto message = make_message(std::move(subject));
    message.parsed.from = {{std::move(name), std::move(address)}};
    insert(std::move(message));
  }
  void insert_sized(std::string subject, std::size_t size) {
    auto message = make_message(std::move(subject));
    message.raw = std::string(size, 'x');
    insert(std::move(message));
  }
  // Some of them equal, in no order.
  void insert_mixture() {
    for (const auto* subject : {"pear", "Apple", "fig", "PEAR", "apple", "quince", "Fig", "apple"})
      insert(subject);
  }
  Strings ids_of(store::ListRequest request) {
    Strings ids;
    for (;;) {
      const auto page = list(request);
      for (const auto& message : page.messages) ids.push_back(message.id);
      EXPECT_LE(page.messages.size(), request.limit);
      if (!page.next_cursor) return ids;
      EXPECT_EQ(page.messages.size(), request.limit);
      request.cursor = page.next_cursor;
      request.offset = 0;
    }
  }
};

INSTANTIATE_TEST_SUITE_P(
    , ListOrderTest,
    testing::Values(BackendKind{"sqlite_file", [] { return std::make_unique<SqliteBackend>(false); }},
                    BackendKind{"sqlite_memory", [] { return std::make_unique<SqliteBackend>(true); }},
                    BackendKind{
                        "sqlite_indexed",
                        [] { return std::make_unique<SqliteBackend>(true, std::chrono::milliseconds(0)); }}),
    [](const auto& kind) { return kind.param.name; });

TEST_P(ListOrderTest, SortsBySize) {
  insert_sized("middle", 500);
  insert_sized("large", 90'000);
  insert_sized("small", 20);
  EXPECT_EQ(subjects(list(sorted(Sort::size))), (Strings{"large", "middle", "small"}));
  EXPECT_EQ(subjects(list(sorted(Sort::size, Order::ascending))), (Strings{"small", "middle", "large"}));
}

TEST_P(ListOrderTest, SortsBySubjectWithoutRegardToCase) {
  for (const auto* subject : {"b", "Ärger", "A", "c", "ärger x", "B x", "  a  x"}) insert(subject);
  EXPECT_EQ(subjects(list(sorted(Sort::subject, Order::ascending))),
            (Strings{"A", "  a  x", "b", "B x", "c", "Ärger", "ärger x"}));
}

TEST_P(ListOrderTest, SortsByTheAuthorsNameOrAddress) {
  insert_from("1", "Zoë", "a@x.test");
  insert_from("2", "", "mia@x.test");
  insert_from("3", "adam", "z@x.test");
  auto nobody = make_message("4");
  nobody.parsed.from.clear();
  insert(std::move(nobody));
  EXPECT_EQ(subjects(list(sorted(Sort::from, Order::ascending))), (Strings{"4", "3", "2", "1"}));
}

TEST_P(ListOrderTest, EqualOnesAreInTheOrderOfArrival) {
  for (const auto* subject : {"same", "SAME", "other", "Same"}) insert(subject);
  EXPECT_EQ(subjects(list(sorted(Sort::subject, Order::ascending))),
            (Strings{"other", "same", "SAME", "Same"}));
  EXPECT_EQ(subjects(list(sorted(Sort::subject))), (Strings{"Same", "SAME", "same", "other"}));
}

TEST_P(ListOrderTest, LongTextsAreComparedAsFarAsACursorHolds) {
  const std::string common(store::longest_key, 'x');
  const auto first = insert(common + "b").id;
  const auto second = insert(common + "a").id;
  auto request = sorted(Sort::subject, Order::ascending);
  request.limit = 1;
  EXPECT_EQ(list(request).next_cursor->text, common);
  EXPECT_EQ(ids_of(request), (Strings{first, second}));
}

TEST_P(ListOrderTest, PagesByCursorGiveWhatOnePageGives) {
  insert_mixture();
  for (const auto sort : {Sort::received, Sort::size, Sort::subject, Sort::from}) {
    for (const auto order : {Order::ascending, Order::descending}) {
      for (const bool with_query : {false, true}) {
        auto request = sorted(sort, order);
        if (with_query) request.selection = matching("body -quince");
        const auto all = ids_of(request);
        EXPECT_EQ(all.size(), with_query ? 7u : 8u);
        for (const std::uint32_t limit : {1u, 3u, 7u}) {
          request.limit = limit;
          EXPECT_EQ(ids_of(request), all) << limit;
        }
        auto backwards = sorted(sort, order == Order::ascending ? Order::descending : Order::ascending);
        backwards.selection = request.selection;
        auto reversed = ids_of(backwards);
        std::reverse(reversed.begin(), reversed.end());
        EXPECT_EQ(reversed, all);
      }
    }
  }
}

TEST_P(ListOrderTest, ACursorHoldsWhenItsMessageIsGone) {
  insert_mixture();
  auto request = sorted(Sort::subject, Order::ascending);
  request.limit = 4;
  const auto first = list(request);
  EXPECT_EQ(subjects(first), (Strings{"Apple", "apple", "apple", "fig"}));
  ASSERT_TRUE(run(store_->remove(first.messages.back().id)));
  request.cursor = first.next_cursor;
  EXPECT_EQ(subjects(list(request)), (Strings{"Fig", "pear", "PEAR", "quince"}));
}

TEST_P(ListOrderTest, AnOffsetBeginsInTheMiddleOfEveryList) {
  insert_mixture();
  insert("pear elsewhere", "other");
  for (const auto sort : {Sort::received, Sort::size, Sort::subject, Sort::from}) {
    for (const auto order : {Order::ascending, Order::descending}) {
      for (const auto& selection : {store::Selection{}, in_inbox("default"), matching("pear OR apple")}) {
        auto request = sorted(sort, order);
        request.selection = selection;
        const auto all = ids_of(request);
        request.limit = 2;
        for (request.offset = 0; request.offset < all.size(); ++request.offset) {
          const auto from = all.begin() + static_cast<std::ptrdiff_t>(request.offset);
          EXPECT_EQ(ids_of(request), Strings(from, all.end())) << request.offset;
        }
      }
    }
  }
}

TEST_P(ListOrderTest, AnOffsetBeyondTheEndIsAnEmptyPage) {
  insert_mixture();
  for (const auto sort : {Sort::received, Sort::subject}) {
    for (const auto& selection :
         {store::Selection{}, in_inbox("default"), matching("body"), in_inbox("never")}) {
      for (const std::uint64_t offset : {std::uint64_t{8}, std::uint64_t{INT64_MAX}}) {
        auto request = sorted(sort);
        request.selection = selection;
        request.offset = offset;
        const auto page = list(request);
        EXPECT_TRUE(page.messages.empty());
        EXPECT_FALSE(page.next_cursor);
        EXPECT_EQ(page.matched.has_value(), selection.query.has_value());
        EXPECT_EQ(page.matched.value_or(8), 8u);
      }
    }
  }
}

TEST_P(ListOrderTest, AnOffsetCountsBehindAfterAndACursor) {
  for (int i = 1; i <= 9; ++i) insert(fmt::format("{}", i));
  store::ListRequest request;
  request.selection.after = 3;
  request.order = Order::oldest;
  request.offset = 2;
  EXPECT_EQ(subjects(list(request)), (Strings{"6", "7", "8", "9"}));
  request.cursor = store::place_by_arrival(5);
  EXPECT_EQ(subjects(list(request)), (Strings{"8", "9"}));
  request.order = Order::newest;
  request.cursor = store::place_by_arrival(9);
  EXPECT_EQ(subjects(list(request)), (Strings{"6", "5", "4"}));
}

TEST_P(ListOrderTest, HeldMessagesAreSortedAndSkippedToo) {
  insert("visible");
  for (const auto* subject : {"b", "c", "a"}) {
    auto message = make_message(subject);
    message.release_at = clock_.now() + std::chrono::hours(1);
    insert(std::move(message));
  }
  auto request = sorted(Sort::subject, Order::ascending);
  request.selection.held = true;
  request.limit = 2;
  const auto page = list(request);
  EXPECT_EQ(subjects(page), (Strings{"a", "b"}));
  request.cursor = page.next_cursor;
  EXPECT_EQ(subjects(list(request)), (Strings{"c"}));
  request = sorted(Sort::received);
  request.selection.held = true;
  request.offset = 1;
  EXPECT_EQ(subjects(list(request)), (Strings{"c", "b"}));
  request.order = Order::oldest;
  EXPECT_EQ(subjects(list(request)), (Strings{"c", "a"}));
}

TEST_P(ListOrderTest, EveryPageOfASortedSearchKnowsHowManyMatch) {
  insert_mixture();
  auto request = sorted(Sort::size);
  request.selection = matching("apple");
  request.limit = 2;
  const auto page = list(request);
  EXPECT_EQ(page.matched, 3u);
  request.cursor = page.next_cursor;
  EXPECT_EQ(list(request).matched, 3u);
}

}  // namespace
}  // namespace mailstop::contract
