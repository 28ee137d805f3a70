// Routing rules: how they are written, and what they say about a message.
#include "mailroom/routes.hpp"

#include <gmock/gmock.h>

namespace mailstop::mailroom {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Route route(std::string_view text) {
  return parse_route(text, Timestamp{}).value();
}

std::string mistake(std::string_view text) {
  const auto parsed = parse_route(text, Timestamp{});
  return parsed ? "no mistake" : parsed.error().message;
}

Routing followed(const Routes::List& routes, std::string to, std::string subject = "Hello") {
  const std::vector<mail::Address> addresses{{"", std::move(to)}};
  const std::vector<std::string> tags{"old"};
  query::MessageView view;
  view.to = addresses;
  view.subject = subject;
  view.tags = tags;
  return follow(routes, view);
}

TEST(RouteText, NamesActionsAndASearchToItsEnd) {
  const auto full = route(" inbox=billing; tag= a , b ;discard; match= subject:\"a; inbox=b\" ");
  EXPECT_EQ(full.source, RouteSource::flag);
  EXPECT_EQ(full.inbox, "billing");
  EXPECT_THAT(full.tags, ElementsAre("a", "b"));
  EXPECT_TRUE(full.discards);
  EXPECT_EQ(full.written, "subject:\"a; inbox=b\"");
}

TEST(RouteText, MistakesAreNamed) {
  EXPECT_THAT(mistake("match=to:a"), HasSubstr("needs inbox=, tag= or discard"));
  EXPECT_THAT(mistake("inbox=a"), HasSubstr("ends with match="));
  EXPECT_THAT(mistake(""), HasSubstr("inbox=NAME"));
  EXPECT_THAT(mistake("inbox=a b; match=x"), HasSubstr("\"a b\" is no inbox name"));
  EXPECT_THAT(mistake("tag=a,; match=x"), HasSubstr("\"\" is no tag"));
  EXPECT_THAT(mistake("drop; match=x"), HasSubstr("\"drop\" is none of"));
  EXPECT_THAT(mistake("discard; match="), HasSubstr("a rule needs a search expression"));
  EXPECT_THAT(mistake("discard; match=fro:x"), HasSubstr("did you mean \"from\"?"));
}

TEST(Routes, TheFirstInboxCountsAndEveryTag) {
  const Routes::List routes{route("tag=all,old; match=to:*"), route("inbox=billing; match=to:*@billing.test"),
                            route("inbox=second; tag=two,all; match=to:ann")};
  const auto both = followed(routes, "ann@billing.test");
  EXPECT_EQ(both.inbox, "billing");
  EXPECT_THAT(both.tags, ElementsAre("all", "two"));
  EXPECT_FALSE(both.discards);
  EXPECT_EQ(followed(routes, "ann@other.test").inbox, "second");
  EXPECT_EQ(followed(routes, "bob@other.test").inbox, "");
  EXPECT_EQ(followed(routes, "bob@billing.test.example").inbox, "");
}

TEST(Routes, NothingFollowsADiscard) {
  const Routes::List routes{route("discard; match=to:load"), route("inbox=a; match=to:load")};
  const auto dropped = followed(routes, "load@x.test");
  EXPECT_TRUE(dropped.discards);
  EXPECT_EQ(dropped.inbox, "");
  EXPECT_FALSE(followed(routes, "other@x.test").discards);
}

TEST(Routes, ThoseOfFlagsStayInFront) {
  Routes routes({route("inbox=flag; match=to:x")});
  auto of_api = route("inbox=api; match=to:x");
  of_api.source = RouteSource::api;
  routes.replace({of_api, of_api});
  const auto before = routes.all();
  routes.replace({of_api});
  ASSERT_EQ(before->size(), 3u);
  ASSERT_EQ(routes.all()->size(), 2u);
  EXPECT_EQ(routes.all()->front().source, RouteSource::flag);
  EXPECT_EQ(followed(*routes.all(), "x@y.test").inbox, "flag");
}

}  // namespace
}  // namespace mailstop::mailroom
