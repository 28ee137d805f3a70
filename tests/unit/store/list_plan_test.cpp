// How SQLite goes about lists: what must be fast on a million messages never looks at the messages, and what
// has to look at all of them may not do so for ever.
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include "contract/sqlite_backends.hpp"
#include "contract/store_fixture.hpp"
#include "store/sqlite/connections.hpp"
#include "store/sqlite/list_statements.hpp"
#include "support/manual_clock.hpp"
#include "support/run_task.hpp"

namespace mailstop::store::sqlite {
namespace {

class ListPlanTest : public testing::Test {
 protected:
  ListPlanTest() { settings_.path = (folder_.path() / "mail.db").string(); }

  std::string plan_of(const std::string& sql) {
    auto database = open_for_writing(settings_.path, settings_).value();
    Statement explain(database, "EXPLAIN QUERY PLAN " + sql);
    std::string plan;
    while (explain.step()) plan += std::string(explain.text(3)) + "; ";
    EXPECT_FALSE(database.has_failed());
    return plan;
  }

  contract::TemporaryFolder folder_;
  Settings settings_;
};

TEST_F(ListPlanTest, AnOffsetIsCountedInAnIndexAlone) {
  for (const auto order : {Order::newest, Order::oldest}) {
    EXPECT_EQ(plan_of(list_sql(place_column, place_at_offset, false, order)),
              "SEARCH m USING COVERING INDEX message_order (sequence>? AND sequence<?); ");
    const auto of_inbox = plan_of(list_sql(place_column, place_at_offset, true, order));
    EXPECT_NE(
        of_inbox.find("SEARCH m USING COVERING INDEX message_by_inbox (inbox=? AND rowid>? AND rowid<?)"),
        std::string::npos)
        << of_inbox;
    EXPECT_EQ(of_inbox.find("TEMP B-TREE"), std::string::npos) << of_inbox;
  }
}

TEST_F(ListPlanTest, APageGoesStraightToItsMessages) {
  for (const auto order : {Order::newest, Order::oldest}) {
    const auto plan = plan_of(list_sql("m.subject", "LIMIT ?", false, order));
    EXPECT_EQ(plan, "SEARCH m USING INTEGER PRIMARY KEY (rowid>? AND rowid<?); ");
    EXPECT_EQ(plan_of(list_sql("m.subject", "LIMIT ?", true, order)).find("TEMP B-TREE"), std::string::npos);
  }
}

TEST_F(ListPlanTest, ASortIsRefusedWhenItsTimeIsOver) {
  settings_.query_budget = std::chrono::milliseconds{-1};
  test::ManualClock clock;
  asio::io_context context;
  const auto store = open_sqlite_store(settings_, clock, {}).value();
  for (int i = 0; i < 200; ++i) test::run_task(context, store->insert(contract::make_message("x"))).value();
  for (const auto sort : {Sort::size, Sort::subject, Sort::from}) {
    ListRequest request;
    request.sort = sort;
    const auto page = test::run_task(context, store->list(request));
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().code, Errc::too_expensive);
  }
  store->close();
}

}  // namespace
}  // namespace mailstop::store::sqlite
