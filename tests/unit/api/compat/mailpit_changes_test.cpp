// What changes messages at Mailpit's paths, and what must not.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "unit/api/compat/compat_fixture.hpp"

namespace mailstop::test {
namespace {

class MailpitChanges : public CompatFixture {
 protected:
  std::string ids_json(const std::vector<std::string>& ids) { return Json({{"IDs", ids}}).dump(); }
  void tag(const std::string& id, std::string_view name) {
    const Json body{{"IDs", {id}}, {"Tags", {name}}};
    EXPECT_EQ(text_of(put("/api/v1/tags", body.dump())), "ok");
  }
  int total() { return json_of(get("/api/v1/messages"))["total"]; }
  int unread() { return json_of(get("/api/v1/messages"))["unread"]; }
};

TEST_F(MailpitChanges, ATagIsKeptWhenItIsGivenItsOwnName) {
  tag(inject_subject("x"), "foo");
  EXPECT_EQ(text_of(put("/api/v1/tags/foo", R"({"Name":"foo"})")), "ok");
  EXPECT_EQ(json_of(get("/api/v1/tags")), Json::array({"foo"}));
  EXPECT_EQ(text_of(put("/api/v1/tags/FOO", R"({"Name":"Foo"})")), "ok");
  EXPECT_EQ(json_of(get("/api/v1/tags")), Json::array({"Foo"}));
}

TEST_F(MailpitChanges, AllSpellingsOfATagAreRenamedAndRemoved) {
  for (const auto* name : {"foo", "Foo", "FOO"}) tag(inject_subject(name), name);
  EXPECT_EQ(text_of(put("/api/v1/tags/foo", R"({"Name":"Foo"})")), "ok");
  EXPECT_EQ(json_of(get("/api/v1/tags")), Json::array({"Foo"}));
  EXPECT_EQ(json_of(get("/api/v1/search?query=tag:foo"))["count"], 3);
  tag(inject_subject("x"), "fOO");
  EXPECT_EQ(text_of(put("/api/v1/tags/foo", R"({"Name":"bar"})")), "ok");
  EXPECT_EQ(json_of(get("/api/v1/tags")), Json::array({"bar"}));
  tag(inject_subject("x"), "BAR");
  EXPECT_EQ(text_of(remove("/api/v1/tags/bar")), "ok");
  EXPECT_EQ(json_of(get("/api/v1/tags")), Json::array());
}

TEST_F(MailpitChanges, ASearchThatSaysNothingChangesNothing) {
  inject_subject("one");
  constexpr std::string_view refusal = "Error: nothing in the search query can be searched for";
  for (const auto* query : {"%22%22", "tag:", "before:nonsense"}) {
    const auto refused = remove(fmt::format("/api/v1/search?query={}", query));
    EXPECT_EQ(refused.status, Status::bad_request) << query;
    EXPECT_EQ(text_of(refused), refusal) << query;
  }
  const auto refused = put("/api/v1/messages", R"({"Read":true,"Search":"tag:"})");
  EXPECT_EQ(refused.status, Status::bad_request);
  EXPECT_EQ(text_of(refused), refusal);
  EXPECT_EQ(total(), 1);
  EXPECT_EQ(unread(), 1);
  EXPECT_EQ(json_of(get("/api/v1/search?query=tag:"))["count"], 1);
  EXPECT_EQ(text_of(remove("/api/v1/search?query=before:nonsense+one")), "ok");
  EXPECT_EQ(total(), 0);
}

TEST_F(MailpitChanges, TooManyIdsAreRefusedAndRepeatedOnesAreOne) {
  const auto id = inject_subject("one");
  std::vector<std::string> many{id};
  for (int i = 0; i < 10'000; ++i) many.push_back(std::to_string(i));
  for (const auto& refused : {put("/api/v1/messages", ids_json(many)), put("/api/v1/tags", ids_json(many)),
                              remove("/api/v1/messages", ids_json(many))}) {
    EXPECT_EQ(refused.status, Status::bad_request);
    EXPECT_EQ(text_of(refused), "IDs are more than 10000");
  }
  EXPECT_EQ(total(), 1);
  const std::vector<std::string> repeated(20'000, id);
  EXPECT_EQ(text_of(remove("/api/v1/messages", ids_json(repeated))), "ok");
  EXPECT_EQ(total(), 0);
}

TEST_F(MailpitChanges, ManyIdsAreOneChangeOfTheStore) {
  std::vector<std::string> ids;
  for (const auto* name : {"one", "two", "three"}) ids.push_back(inject_subject(name));
  ids.push_back("nobody");
  EXPECT_EQ(text_of(put("/api/v1/messages", Json({{"IDs", ids}, {"Read", true}}).dump())), "ok");
  EXPECT_EQ(unread(), 0);
  EXPECT_EQ(text_of(put("/api/v1/tags", Json({{"IDs", ids}, {"Tags", {"x"}}}).dump())), "ok");
  EXPECT_EQ(json_of(get("/api/v1/search?query=tag:x"))["count"], 3);
  EXPECT_EQ(text_of(remove("/api/v1/messages", ids_json(ids))), "ok");
  EXPECT_EQ(total(), 0);
  EXPECT_EQ(store_.bulk_changes, 3u);
}

TEST_F(MailpitChanges, AViewOnAnotherSiteLeavesTheMessageUnread) {
  inject(rich_mail);
  http::Headers foreign;
  foreign.set("Sec-Fetch-Site", "cross-site");
  for (const auto* path : {"/view/latest.html", "/view/latest.txt"}) {
    EXPECT_EQ(ask(Method::get, path, "", foreign).status, Status::ok);
    EXPECT_EQ(unread(), 1) << path;
  }
  http::Headers own;
  own.set("Sec-Fetch-Site", "same-origin");
  EXPECT_EQ(ask(Method::get, "/view/latest.txt", "", own).status, Status::ok);
  EXPECT_EQ(unread(), 0);
}

TEST_F(MailpitChanges, SizeIsThatOfTheRawView) {
  const auto id = inject("Return-Path: <own@x.test>\r\nFrom: a@b.test\r\n\r\n" + std::string(100'000, 'x'),
                         "?sender=e%40x.test");
  const auto size = text_of(get("/api/v1/message/" + id + "/raw")).size();
  EXPECT_EQ(json_of(get("/api/v1/message/" + id))["Size"], size);
  EXPECT_EQ(json_of(get("/api/v1/messages"))["messages"][0]["Size"], size);
  EXPECT_EQ(json_of(get("/api/v1/message/" + id + "/headers"))["Return-Path"],
            Json::array({"<e@x.test>", "<own@x.test>"}));
}

// A client for whom the next event is there whenever it has taken one, until it has seen two numbers.
class SteadyLoad final : public http::EventStream {
 public:
  explicit SteadyLoad(events::Bus& bus) : bus_(bus) {}

  void add(std::uint64_t, std::string_view, std::string_view json) override {
    (Json::parse(json)["Type"] == "stats" ? numbers : others) += 1;
  }
  Task<bool> flush() override {
    mail::SmtpSession session;
    session.diagnosis = "it went wrong";
    const events::Event event{bus_.sequence() + 1, events::SessionEnded{std::move(session)}};
    bus_.publish(std::span(&event, 1));
    co_return numbers < 2 && std::chrono::steady_clock::now() < end_;
  }

  int numbers = 0;
  int others = 0;

 private:
  events::Bus& bus_;
  const std::chrono::steady_clock::time_point end_ =
      std::chrono::steady_clock::now() + std::chrono::seconds(20);
};

TEST_F(MailpitChanges, NumbersComeAlsoWhenEventsNeverPause) {
  auto request = http::make_request(Method::get, "/api/events", {}, "");
  ASSERT_TRUE(request);
  request->headers.set("Host", "localhost:8025");
  request->host = "localhost:8025";
  request->is_upgrade = true;
  const auto response = run_task(context_, http::answer(router_, settings_, *request));
  const auto* writer = std::get_if<http::EventWriter>(&response.body);
  ASSERT_NE(writer, nullptr) << text_of(response);
  SteadyLoad stream(bus_);
  asio::io_context watching;
  asio::co_spawn(watching, (*writer)(stream), asio::detached);
  watching.run();
  EXPECT_EQ(stream.numbers, 2);
  EXPECT_GT(stream.others, 2);
}

}  // namespace
}  // namespace mailstop::test
