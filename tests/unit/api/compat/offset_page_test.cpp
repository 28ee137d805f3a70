#include "api/compat/offset_page.hpp"

#include "unit/api/compat/compat_fixture.hpp"

namespace mailstop::test {
namespace {

using api::compat::list_at;
using api::compat::OffsetPage;
using api::compat::OffsetRequest;

class OffsetPageTest : public CompatFixture {
 protected:
  void store_messages(int count) {
    for (int number = 0; number < count; ++number) inject_subject(fmt::format("m{}", number));
  }

  OffsetPage page_of(std::uint64_t start, std::uint64_t limit, store::Order order = store::Order::newest) {
    OffsetRequest request;
    request.start = start;
    request.limit = limit;
    request.order = order;
    auto page = run_task(context_, list_at(mailroom_, std::move(request)));
    EXPECT_TRUE(page);
    return std::move(*page);
  }

  static std::string subjects_of(const OffsetPage& page) {
    std::string subjects;
    for (const auto& message : page.messages) subjects += message.subject + " ";
    return subjects;
  }
};

TEST_F(OffsetPageTest, CountsFromTheBeginningOfTheOrder) {
  store_messages(5);
  EXPECT_EQ(subjects_of(page_of(0, 2)), "m4 m3 ");
  EXPECT_EQ(subjects_of(page_of(2, 2)), "m2 m1 ");
  EXPECT_EQ(subjects_of(page_of(1, 2, store::Order::oldest)), "m1 m2 ");
  EXPECT_EQ(subjects_of(page_of(4, 50)), "m0 ");
  EXPECT_EQ(subjects_of(page_of(5, 50)), "");
  EXPECT_EQ(subjects_of(page_of(std::numeric_limits<std::uint64_t>::max(), 50)), "");
  EXPECT_EQ(subjects_of(page_of(0, 0)), "");
  for (const std::uint64_t start : {0, 3, 5, 99}) EXPECT_EQ(page_of(start, 1).matched, 5u);
}

TEST_F(OffsetPageTest, GoesOverAsManyStepsAsItTakes) {
  store_messages(1005);
  EXPECT_EQ(subjects_of(page_of(1003, 10)), "m1 m0 ");
  EXPECT_EQ(page_of(0, 5000).messages.size(), 1005u);
  EXPECT_EQ(page_of(998, 4).messages.size(), 4u);
}

TEST_F(OffsetPageTest, CountsWhatAQueryFinds) {
  store_messages(3);
  OffsetRequest request;
  auto condition = query::TextCondition::make(query::Comparison::equals, "m1");
  request.selection.query = query::Query{query::TextTerm{query::Field::subject, *condition}};
  const auto page = run_task(context_, list_at(mailroom_, std::move(request)));
  ASSERT_TRUE(page);
  EXPECT_EQ(subjects_of(*page), "m1 ");
  EXPECT_EQ(page->matched, 1u);
  EXPECT_EQ(page->totals.total, 3u);
}

TEST_F(OffsetPageTest, TellsWhenTheStoreFails) {
  store_.fail_with({Errc::storage_failed, "gone"});
  OffsetRequest request;
  const auto page = run_task(context_, list_at(mailroom_, std::move(request)));
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().code, Errc::storage_failed);
}

}  // namespace
}  // namespace mailstop::test
