// POST and GET /v1/expect: send, wait, assert and extract in one call.
#include <gmock/gmock.h>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "mailroom/expectation.hpp"
#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class ExpectTest : public ApiFixture {
 protected:
  http::Response expect(const std::string& json) {
    return send_json(Method::post, "/v1/expect", Json::parse(json));
  }
  Json passed(const http::Response& response) {
    EXPECT_EQ(response.status, Status::ok) << http::bytes_of(response.body);
    return json_of(response);
  }
  Json failed(const http::Response& response) {
    EXPECT_EQ(response.status, Status::expectation_failed) << http::bytes_of(response.body);
    return json_of(response);
  }
  std::string refused(const http::Response& response) {
    EXPECT_EQ(response.status, Status::bad_request) << http::bytes_of(response.body);
    return message_of(response);
  }
  std::string printed(std::string_view target) {
    const auto response = get(target);
    EXPECT_EQ(response.status, Status::ok);
    EXPECT_EQ(response.headers.get("Content-Type"), "text/plain; charset=utf-8");
    return std::string(http::bytes_of(response.body));
  }

  // Delivers when somebody waits already.
  void deliver_later(std::string subject) {
    asio::co_spawn(context_, deliver_to_waiting(std::move(subject)), asio::detached);
  }
  Task<> deliver_to_waiting(std::string subject) {
    while (bus_.subscribers() == 0) co_await asio::post(context_, asio::use_awaitable);
    mailroom::Arrival arrival;
    arrival.raw = "To: c@d.test\r\nSubject: " + subject + "\r\n\r\nbody\r\n";
    arrival.envelope.recipients = {{"c@d.test", "", ""}};
    const auto stored = co_await mailroom_.accept(std::move(arrival));
    EXPECT_TRUE(stored);
  }
};

TEST_F(ExpectTest, PassesOnWhatIsThere) {
  inject_subject("Welcome");
  const auto json = passed(expect(R"({"within": "0s", "match": {"to": "c@d.test", "subject": "welcome"}})"));
  EXPECT_EQ(json["passed"], true);
  EXPECT_EQ(json["messages"].size(), 1u);
  EXPECT_EQ(json["messages"][0]["subject"], "Welcome");
  EXPECT_EQ(json["messages"][0]["text"], "body\r\n");
  EXPECT_EQ(json["sequence"], 1);
  EXPECT_TRUE(json["waited"].is_string());
}

TEST_F(ExpectTest, WaitsForWhatArrives) {
  inject_subject("Other");
  deliver_later("Noise");
  deliver_later("Welcome");
  const auto json = passed(expect(R"({"within": "60s", "match": {"subject": "Welcome"}})"));
  EXPECT_EQ(json["messages"][0]["subject"], "Welcome");
  EXPECT_EQ(bus_.subscribers(), 0u);
}

TEST_F(ExpectTest, TheFlatFormWaitsToo) {
  deliver_later("Welcome");
  EXPECT_EQ(printed("/v1/expect?to=c@d.test&within=60s&print=subject"), "Welcome");
  deliver_later("Again");
  EXPECT_EQ(passed(get("/v1/messages/wait?subject=Again&within=60s"))["messages"].size(), 1u);
}

TEST_F(ExpectTest, NewestFirst) {
  inject_subject("one");
  inject_subject("two");
  const auto json = passed(expect(R"({"within": "0s", "count": 2})"));
  EXPECT_EQ(json["messages"][0]["subject"], "two");
  EXPECT_EQ(json["messages"][1]["subject"], "one");
}

TEST_F(ExpectTest, ExactCounts) {
  inject_subject("one");
  failed(expect(R"({"within": "0s", "count": 2})"));
  inject_subject("two");
  passed(expect(R"({"within": "0s", "count": 2})"));
  inject_subject("three");
  const auto json = failed(expect(R"({"within": "60s", "count": 2})"));  // at once: it cannot become true
  EXPECT_EQ(json["matched"], 3);
  EXPECT_EQ(json["nearest"].size(), 3u);
  EXPECT_EQ(json["nearest"][0]["mismatches"].size(), 0u);
  EXPECT_THAT(
      std::string(json["error"]["message"]),
      StartsWith("expected exactly 2 messages within 60.000s, but 3 matched\nmatched, newest first:\n"));
}

TEST_F(ExpectTest, Ranges) {
  inject_subject("one");
  inject_subject("two");
  passed(expect(R"({"within": "0s", "count": {"min": 1, "max": 2}})"));
  failed(expect(R"({"within": "0s", "count": {"min": 3}})"));
  passed(expect(R"({"within": "0s", "count": {"max": 2}})"));
  failed(expect(R"({"within": "60s", "count": {"max": 1}})"));
}

TEST_F(ExpectTest, TheNegativeWaitHoldsOnlyAtTheEnd) {
  passed(expect(R"({"within": "20ms", "count": 0})"));
  deliver_later("Unwanted");
  const auto json = failed(expect(R"({"within": "60s", "count": 0})"));
  EXPECT_EQ(json["nearest"][0]["message"]["subject"], "Unwanted");
  EXPECT_THAT(std::string(json["error"]["message"]),
              StartsWith("expected no message within 60.000s, but 1 matched"));
}

TEST_F(ExpectTest, AFailureExplainsItself) {
  const auto id = inject_subject("Willkommen");
  const auto json =
      failed(expect(R"({"within": "0s", "match": {"to": "c@d.test", "subject": "Welcome", "cc": "bob"}})"));
  EXPECT_EQ(json["error"]["code"], "expectation_failed");
  EXPECT_EQ(json["error"]["message"],
            "expected at least 1 message within 0ms, but none matched\n"
            "  to equals \"c@d.test\"\n"
            "  subject contains \"Welcome\"\n"
            "  cc contains \"bob\"\n"
            "nearest:\n"
            "  " +
                id +
                " \"Willkommen\" from a@b.test to c@d.test\n"
                "    subject: expected contains \"Welcome\", but it is \"Willkommen\"\n"
                "    cc: expected contains \"bob\", but it has none");
  EXPECT_EQ(json["passed"], false);
  EXPECT_EQ(json["matched"], 0);
  EXPECT_EQ(json["expected"]["count"], (Json{{"min", 1}, {"max", nullptr}}));
  EXPECT_EQ(json["expected"]["match"][0], (Json{{"field", "to"}, {"expected", "equals \"c@d.test\""}}));
  EXPECT_EQ(json["nearest"][0]["mismatches"][0],
            (Json{{"field", "subject"}, {"expected", "contains \"Welcome\""}, {"actual", "Willkommen"}}));
}

TEST_F(ExpectTest, TheNearestFailTheFewestConditions) {
  inject("From: a@b.test\r\nTo: c@d.test\r\nCc: bob@b.test\r\nSubject: Nearly\r\n\r\n");
  for (int i = 0; i < 5; ++i) inject_subject("Far");
  const auto json =
      failed(expect(R"({"within": "0s", "match": {"to": "c@d.test", "cc": "bob", "subject": "Welcome"}})"));
  ASSERT_EQ(json["nearest"].size(), 3u);
  EXPECT_EQ(json["nearest"][0]["message"]["subject"], "Nearly");
  EXPECT_EQ(json["nearest"][0]["mismatches"].size(), 1u);
  EXPECT_EQ(json["nearest"][1]["mismatches"].size(), 2u);
}

TEST_F(ExpectTest, NothingAtAll) {
  EXPECT_EQ(failed(expect(R"({"within": "0s", "match": {"subject": "x"}})"))["error"]["message"],
            "expected at least 1 message within 0ms, but none matched\n"
            "  subject contains \"x\"\n"
            "no message arrived");
}

TEST_F(ExpectTest, HintsAtWhatCameBefore) {
  inject_subject("Welcome");
  inject_subject("Welcome");
  const auto json = failed(expect(R"({"within": "0s", "after": 2, "match": {"subject": "Welcome"}})"));
  EXPECT_EQ(json["hints"], Json::array({"2 messages matched but arrived before `after` (2)"}));
  passed(expect(R"({"within": "0s", "after": 1, "match": {"subject": "Welcome"}})"));
}

TEST_F(ExpectTest, HintsAtOtherInboxes) {
  inject_subject("Welcome");
  const auto json =
      failed(expect(R"({"within": "0s", "inbox": "checkout-7", "match": {"subject": "Welcome"}})"));
  EXPECT_EQ(json["hints"],
            Json::array({"1 message matched in the inbox \"default\"; you asked for \"checkout-7\""}));
  EXPECT_THAT(std::string(json["error"]["message"]),
              HasSubstr("\nhint: 1 message matched in the inbox \"default\""));
}

TEST_F(ExpectTest, HintsAtAMisspeltAddress) {
  inject_subject("Welcome");
  const auto json = failed(expect(R"({"within": "0s", "match": {"to": "cc@d.test"}})"));
  EXPECT_EQ(
      json["hints"],
      Json::array({"a message has the address c@d.test; you asked for cc@d.test: is one of them misspelt?"}));
}

TEST_F(ExpectTest, NamesTheSessionsThatFailed) {
  for (const auto outcome : {mail::SessionOutcome::delivered, mail::SessionOutcome::rejected}) {
    mail::SmtpSession session;
    session.id = outcome == mail::SessionOutcome::rejected ? "s-bad" : "s-good";
    session.client_address = "127.0.0.1";
    session.ended_at = clock_.now();
    session.outcome = outcome;
    session.diagnosis = "The client required STARTTLS.";
    sessions_.insert_session(session, [](const Result<void>&) {});
  }
  const auto json = failed(expect(R"({"within": "0s"})"));
  ASSERT_EQ(json["failedSessions"].size(), 1u);
  EXPECT_EQ(json["failedSessions"][0]["id"], "s-bad");
  EXPECT_THAT(std::string(json["error"]["message"]),
              HasSubstr("\nSMTP session s-bad from 127.0.0.1 failed: The client required STARTTLS."));
  clock_.advance(std::chrono::minutes(1));
  EXPECT_EQ(failed(expect(R"({"within": "0s"})"))["failedSessions"].size(), 0u);
}

TEST_F(ExpectTest, PrintsOneValue) {
  const auto id = inject(rich_mail);
  EXPECT_EQ(printed("/v1/expect?within=0s&print=id"), id);
  EXPECT_EQ(printed("/v1/expect?within=0s&print=subject"), "Grüße 1234");
  EXPECT_EQ(printed("/v1/expect?within=0s&print=link"), "https://shop.test/c");
  EXPECT_EQ(printed("/v1/expect?within=0s&print=link&linkText=confirm"), "https://shop.test/c");
  EXPECT_EQ(printed("/v1/expect?within=0s&print=raw"), rich_mail);
  EXPECT_THAT(printed("/v1/expect?within=0s&print=html"), HasSubstr(">Confirm</a>"));
}

TEST_F(ExpectTest, ALinkToPrintIsWaitedFor) {
  inject(rich_mail);
  const auto json = failed(get("/v1/expect?within=0s&print=link&linkText=Cancel"));
  EXPECT_EQ(json["nearest"][0]["mismatches"][0]["expected"], "text contains \"Cancel\"");
  EXPECT_EQ(json["nearest"][0]["mismatches"][0]["actual"], "https://shop.test/c (Confirm)");
}

const std::string code_mail =
    "From: app@shop.test\r\nTo: alice@example.test\r\nSubject: Sign in\r\n\r\n"
    "Order 5550192\r\n\r\nYour code: 482913\r\n";

TEST_F(ExpectTest, PrintsTheCode) {
  inject(code_mail);
  EXPECT_EQ(printed("/v1/expect?within=0s&print=code"), "482913");
  EXPECT_EQ(printed("/v1/expect?within=0s&print=code&code=482913"), "482913");
  EXPECT_EQ(
      passed(expect(R"({"match": {"code": "482913"}, "within": "0s"})"))["messages"][0]["codes"][0]["value"],
      "482913");
  EXPECT_EQ(failed(expect(
                R"({"match": {"code": "482914"}, "within": "0s"})"))["nearest"][0]["mismatches"][0]["actual"],
            "482913");
}

TEST_F(ExpectTest, ACodeToPrintIsWaitedForAndOneThatIsAGuessIsNot) {
  inject(rich_mail);
  const auto none = failed(get("/v1/expect?within=0s&print=code"));
  EXPECT_THAT(std::string(none["error"]["message"]),
              HasSubstr("code: expected one with a confidence of at least 0.5, but it has none"));
  inject("Subject: Sign in\r\n\r\nPlease sign in with 771203.\r\n");
  const auto guess = failed(get("/v1/expect?within=0s&print=code"));
  EXPECT_THAT(
      std::string(guess["error"]["message"]),
      HasSubstr("code: expected one with a confidence of at least 0.5, but it is \"771203 with confidence"));
}

TEST_F(ExpectTest, MistakesAreRefused) {
  EXPECT_EQ(refused(expect(R"({"mach": {}})")), "unknown field \"mach\"; did you mean \"match\"?");
  EXPECT_EQ(refused(expect(R"({"within": "10"})")),
            "\"within\" must be a time from 0s to 10m with its unit, such as 500ms or 10s");
  EXPECT_THAT(refused(expect(R"({"within": "11m"})")), StartsWith("\"within\" must be a time"));
  EXPECT_THAT(refused(expect(R"({"count": -1})")), StartsWith("\"count\" must be a whole number"));
  EXPECT_THAT(refused(expect(R"({"count": {"min": 0}})")), HasSubstr("it would always hold"));
  EXPECT_EQ(refused(expect(R"({"count": {"min": 2, "max": 1}})")), "\"count\": min is larger than max");
  EXPECT_THAT(refused(expect(R"({"inbox": "a b"})")), StartsWith("\"inbox\" must be an inbox name"));
  EXPECT_EQ(refused(expect(R"({"after": "1"})")), "\"after\" must be a sequence number, it is a string");
  EXPECT_EQ(refused(get("/v1/expect?to=")), "\"to\" must not be empty: every text would do");
  EXPECT_EQ(refused(get("/v1/expect?print=number")),
            "query parameter \"print\" must be code, link, id, subject, text, html or raw");
  EXPECT_THAT(refused(get("/v1/expect?print=id&count=0")), HasSubstr("there is nothing to print"));
  EXPECT_EQ(refused(get("/v1/expect?linkText=x")), "query parameter \"linkText\" goes only with print=link");
  EXPECT_THAT(refused(get("/v1/expect?subjet=x")), HasSubstr("did you mean \"subject\""));
  EXPECT_EQ(ask(Method::post, "/v1/expect", "{}").status, Status::unsupported_media_type);
}

TEST_F(ExpectTest, AClientThatLeavesFreesIt) {
  asio::cancellation_signal hang_up;
  bool ended = false;
  mailroom::Expectation expectation;
  expectation.within = std::chrono::minutes(10);
  asio::co_spawn(context_, mailroom::await_expectation(mailroom_, expectation),
                 asio::bind_cancellation_slot(
                     hang_up.slot(), [&](std::exception_ptr error, auto) { ended = error != nullptr; }));
  context_.restart();
  context_.poll();
  EXPECT_EQ(bus_.subscribers(), 1u);
  hang_up.emit(asio::cancellation_type::terminal);
  context_.run();
  EXPECT_TRUE(ended);
  EXPECT_EQ(bus_.subscribers(), 0u);
}

TEST_F(ExpectTest, AServerThatStopsSaysSo) {
  bus_.close();
  EXPECT_EQ(expect(R"({"within": "60s"})").status, Status::service_unavailable);
}

TEST_F(ExpectTest, AStoreThatFailsSaysSo) {
  store_.fail_with({Errc::storage_failed, "no"});
  EXPECT_GE(static_cast<unsigned>(expect(R"({"within": "60s"})").status), 500u);
}

}  // namespace
}  // namespace mailstop::test
