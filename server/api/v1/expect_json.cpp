#include "api/v1/expect_json.hpp"

#include "api/v1/message_json.hpp"
#include "base/quantity.hpp"
#include "base/timestamp.hpp"
#include "mailroom/explain_expectation.hpp"

namespace mailstop::api::v1 {
namespace {

using mailroom::Expectation;
using mailroom::Outcome;

void write_error(JsonWriter& json, const Expectation& expectation, const Outcome& outcome) {
  json.key("error");
  json.begin_object();
  json.member("code", "expectation_failed");
  json.member("message", mailroom::failure_text(expectation, outcome));
  json.key("details");
  json.begin_object();
  json.end_object();
  json.end_object();
}

void write_count(JsonWriter& json, const mailroom::Count& count) {
  json.key("count");
  json.begin_object();
  json.member("min", count.min);
  json.key("max");
  count.max ? json.value(*count.max) : json.null();
  json.end_object();
}

void write_expected(JsonWriter& json, const Expectation& expectation) {
  json.key("expected");
  json.begin_object();
  json.key("inbox");
  expectation.inbox ? json.value(*expectation.inbox) : json.null();
  json.member("after", expectation.after);
  json.member("within", to_text(expectation.within));
  write_count(json, expectation.count);
  json.array("match", expectation.match, [&](const query::Condition& condition) {
    json.begin_object();
    json.member("field", condition.field);
    json.member("expected", condition.expected);
    json.end_object();
  });
  json.end_object();
}

void write_nearest(JsonWriter& json, const mailroom::Nearest& nearest) {
  json.begin_object();
  json.key("message");
  write_summary(json, nearest.message);
  json.array("mismatches", nearest.mismatches, [&](const mailroom::Mismatch& mismatch) {
    json.begin_object();
    json.member("field", mismatch.field);
    json.member("expected", mismatch.expected);
    json.member("actual", mismatch.actual);
    json.end_object();
  });
  json.end_object();
}

void write_failed_session(JsonWriter& json, const mail::SmtpSession& session) {
  json.begin_object();
  json.member("id", session.id);
  json.member("clientAddress", session.client_address);
  json.member("at", to_rfc3339(session.ended_at.value_or(session.started_at)));
  json.member("diagnosis", session.diagnosis);
  json.end_object();
}

}  // namespace

std::string passed_json(const Outcome& outcome) {
  JsonWriter json;
  json.begin_object();
  json.member("passed", true);
  json.member("waited", to_text(outcome.waited));
  json.array("messages", outcome.messages, [&](const auto& opened) { write_message(json, opened); });
  json.member("sequence", outcome.sequence);
  json.end_object();
  return json.take();
}

std::string failed_json(const Expectation& expectation, const Outcome& outcome) {
  const auto& explanation = outcome.explanation;
  JsonWriter json;
  json.begin_object();
  json.member("passed", false);
  write_error(json, expectation, outcome);
  json.member("waited", to_text(outcome.waited));
  write_expected(json, expectation);
  json.member("matched", outcome.matched);
  json.array("nearest", explanation.nearest, [&](const auto& nearest) { write_nearest(json, nearest); });
  json.array("hints", explanation.hints, [&](const auto& hint) { json.value(hint); });
  json.array("failedSessions", explanation.failed_sessions,
             [&](const auto& session) { write_failed_session(json, session); });
  json.member("sequence", outcome.sequence);
  json.end_object();
  return json.take();
}

}  // namespace mailstop::api::v1
