#include "api/v1/events_routes.hpp"

#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

// Keeps what is sent; refuses from the `capacity`th document on, as a client does that has gone.
class KeptEvents final : public http::EventStream {
 public:
  explicit KeptEvents(size_t capacity = 1000) : capacity_(capacity) {}

  void add(std::uint64_t id, std::string_view type, std::string_view json) override {
    is_full_ = events.size() == capacity_;
    if (is_full_) return;
    events.push_back(Json::parse(json));
    ids.push_back(id);
    EXPECT_EQ(events.back()["type"], std::string(type));
  }
  Task<bool> flush() override { co_return !is_full_; }

  std::vector<std::string> types() const {
    std::vector<std::string> result;
    for (const auto& event : events) result.push_back(event["type"]);
    return result;
  }

  std::vector<Json> events;
  std::vector<std::uint64_t> ids;

 private:
  size_t capacity_;
  bool is_full_ = false;
};

class EventsRoutes : public ApiFixture {
 protected:
  // Watches `target` while `act` runs, until the bus is closed and everything is delivered.
  template <class Act>
  KeptEvents watch(std::string_view target, Act act, http::Headers headers = {}) {
    KeptEvents stream;
    const auto response = ask(Method::get, target, "", std::move(headers));
    const auto* writer = std::get_if<http::EventWriter>(&response.body);
    EXPECT_NE(writer, nullptr) << http::bytes_of(response.body);
    if (!writer) return stream;
    asio::io_context watching;
    asio::co_spawn(watching, (*writer)(stream), asio::detached);
    watching.poll();
    act();
    bus_.close();
    watching.restart();
    watching.run();
    code_ = stream.code();
    return stream;
  }

  // As the store's writer does.
  void publish_session(std::uint64_t sequence, std::string user, std::string inbox_of_message = "") {
    mail::SmtpSession session;
    session.id = fmt::format("s{}", sequence);
    session.sequence = sequence;
    session.protocol = "smtp";
    session.ended_at = clock_.now();
    session.auth_user = std::move(user);
    session.outcome = mail::SessionOutcome::rejected;
    if (!inbox_of_message.empty()) mail::add_message(session, "m1", inbox_of_message);
    const events::Event event{sequence, events::SessionEnded{std::move(session)}};
    bus_.publish(std::span(&event, 1));
  }

  http::CloseCode code_{};
};

TEST_F(EventsRoutes, TellsOfEachSessionThatEnds) {
  const auto stream = watch("/v1/events", [&] { publish_session(7, "checkout-7"); });
  ASSERT_EQ(stream.types(), (std::vector<std::string>{"hello", "session.ended"}));
  EXPECT_EQ(stream.ids[1], 7u);
  const auto& session = stream.events[1]["session"];
  EXPECT_EQ(session["id"], "s7");
  EXPECT_EQ(session["sequence"], 7);
  EXPECT_EQ(session["outcome"], "rejected");
  EXPECT_FALSE(session.contains("transcript"));
}

TEST_F(EventsRoutes, ReplaysSessions) {
  publish_session(7, "");
  publish_session(8, "");
  const auto stream = watch("/v1/events?after=7", [] {});
  EXPECT_EQ(stream.ids, (std::vector<std::uint64_t>{7, 8}));
}

TEST_F(EventsRoutes, WatchingAnInboxShowsTheSessionsThatConcernIt) {
  const auto stream = watch("/v1/events?inbox=a", [&] {
    publish_session(1, "a");
    publish_session(2, "b");
    publish_session(3, "");
    publish_session(4, "b", "a");
    publish_session(5, "a", "b");
  });
  EXPECT_EQ(stream.ids, (std::vector<std::uint64_t>{0, 1, 4}));
}

TEST_F(EventsRoutes, ASearchIsAboutMessagesAndLeavesSessionsIn) {
  const auto stream = watch("/v1/events?q=subject%3Aapple", [&] {
    inject_subject("pear");
    publish_session(2, "");
  });
  EXPECT_EQ(stream.types(), (std::vector<std::string>{"hello", "session.ended"}));
}

TEST_F(EventsRoutes, GreetsThenTellsEveryChange) {
  const auto first = inject_subject("before");
  const auto stream = watch("/v1/events", [&] {
    const auto id = inject_subject("x");
    send_json(Method::patch, "/v1/messages/" + id, {{"read", true}});
    ask(Method::delete_, "/v1/messages/" + first);
    ask(Method::delete_, "/v1/messages?inbox=default");
  });
  EXPECT_EQ(stream.types(), (std::vector<std::string>{"hello", "message.stored", "message.updated",
                                                      "message.deleted", "inbox.cleared"}));
  EXPECT_EQ(stream.events[0]["sequence"], 1);
  EXPECT_EQ(stream.ids, (std::vector<std::uint64_t>{1, 2, 3, 4, 5}));
  EXPECT_EQ(stream.events[1]["message"]["subject"], "x");
  EXPECT_EQ(stream.events[2]["message"]["read"], true);
  EXPECT_EQ(stream.events[3]["ids"], Json::array({first}));
  EXPECT_EQ(stream.events[4]["inbox"], "default");
  EXPECT_EQ(code_, http::CloseCode::going_away);
}

TEST_F(EventsRoutes, ReplaysWhatCameAfter) {
  for (const auto* subject : {"one", "two", "three"}) inject_subject(subject);
  const auto stream = watch("/v1/events?after=1", [] {});
  EXPECT_EQ(stream.types(), (std::vector<std::string>{"hello", "message.stored", "message.stored"}));
  EXPECT_EQ(stream.events[0]["sequence"], 1);
  EXPECT_EQ(stream.events[1]["message"]["subject"], "two");
}

TEST_F(EventsRoutes, LastEventIdWinsOverAfter) {
  for (const auto* subject : {"one", "two", "three"}) inject_subject(subject);
  http::Headers headers;
  headers.set("Last-Event-ID", "2");
  const auto stream = watch(
      "/v1/events?after=1", [] {}, headers);
  EXPECT_EQ(stream.ids, (std::vector<std::uint64_t>{2, 3}));
  headers.set("Last-Event-ID", "x");
  EXPECT_EQ(ask(Method::get, "/v1/events", "", headers).status, Status::bad_request);
}

TEST_F(EventsRoutes, FiltersByInboxAndQuery) {
  const auto stream = watch("/v1/events?inbox=default&q=subject%3Aapple", [&] {
    inject_subject("pear");
    const auto apple = inject_subject("apple");
    send_json(Method::post, "/v1/messages",
              {{"from", "a@b.test"}, {"to", "c@d.test"}, {"subject", "apple"}, {"inbox", "x"}});
    ask(Method::patch, "/v1/messages/" + apple, R"({"read":true})", {{"Content-Type", "application/json"}});
  });
  EXPECT_EQ(stream.types(), (std::vector<std::string>{"hello", "message.stored", "message.updated"}));
  EXPECT_EQ(stream.events[1]["message"]["subject"], "apple");
}

TEST_F(EventsRoutes, SendsTheEventWhenTheStoreCannotSearch) {
  const auto stream = watch("/v1/events?q=apple", [&] {
    inject_subject("pear");
    store_.fail_with({Errc::too_expensive, "too much"});
  });
  EXPECT_EQ(stream.types(), (std::vector<std::string>{"hello", "message.stored"}));
}

TEST_F(EventsRoutes, WhoIsAheadOfTheStoreStartsAfresh) {
  inject_subject("x");
  const auto stream = watch("/v1/events?after=500", [] {});
  EXPECT_EQ(stream.types(), (std::vector<std::string>{"hello", "lagged"}));
  EXPECT_EQ(stream.events[1]["after"], 1);
  EXPECT_EQ(code_, http::CloseCode::try_again_later);
}

TEST_F(EventsRoutes, MayBeginAtAChangeThatIsNotPublishedYet) {
  holds_events_ = true;
  inject_subject("known");
  const auto stream = watch("/v1/events?after=1", [&] {
    holds_events_ = false;
    bus_.publish(held_events_);
    inject_subject("new");
  });
  EXPECT_EQ(stream.ids, (std::vector<std::uint64_t>{1, 2}));
  EXPECT_EQ(stream.types(), (std::vector<std::string>{"hello", "message.stored"}));
  EXPECT_EQ(stream.events.back()["message"]["subject"], "new");
}

TEST_F(EventsRoutes, WhatIsNoLongerKeptIsLagged) {
  bus_.start_at(100);
  const auto stream = watch("/v1/events?after=5", [] {});
  EXPECT_EQ(stream.types(), (std::vector<std::string>{"hello", "lagged"}));
  EXPECT_EQ(stream.events[1]["after"], 5);
  EXPECT_EQ(code_, http::CloseCode::try_again_later);
}

TEST_F(EventsRoutes, EndsWhenTheClientIsGone) {
  for (const auto* subject : {"one", "two", "three"}) inject_subject(subject);
  const auto response = get("/v1/events?after=0");
  KeptEvents stream(2);
  run_task(context_, std::get<http::EventWriter>(response.body)(stream));
  EXPECT_EQ(stream.events.size(), 2u);
  EXPECT_EQ(bus_.subscribers(), 0u);
}

TEST_F(EventsRoutes, AnotherSiteCannotListen) {
  http::Headers headers;
  headers.set("Origin", "https://evil.test");
  EXPECT_EQ(ask(Method::get, "/v1/events", "", headers).status, Status::forbidden);
}

}  // namespace
}  // namespace mailstop::test
