// The whole API over a store in memory, asked without a socket: request in, finished answer out.
#pragma once
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "api/v1/api.hpp"
#include "events/bus.hpp"
#include "http/dispatch.hpp"
#include "http/response.hpp"
#include "http/router.hpp"
#include "mail/message_parser.hpp"
#include "mailroom/mailroom.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_session_store.hpp"
#include "support/run_task.hpp"
#include "unit/api/memory_store.hpp"

namespace mailstop::test {

using http::Method;
using http::Status;
using Json = nlohmann::ordered_json;

// Two text bodies, an inline image named by cid:, a text file and a page that a browser must never run.
inline const std::string rich_mail =
    "From: Shop <app@shop.test>\r\n"
    "To: Alice <alice@example.test>\r\n"
    "Cc: bob@example.test\r\n"
    "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe_1234?=\r\n"
    "Message-ID: <1@shop.test>\r\n"
    "Date: Sat, 21 Nov 2026 22:32:25 +0000\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=m\r\n"
    "\r\n"
    "--m\r\nContent-Type: multipart/related; boundary=r\r\n\r\n"
    "--r\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    "<html><head><title>x</title></head><body><img src=\"cid:logo@shop\"><a "
    "href=\"https://shop.test/c\">Confirm</a>"
    "</body></html>\r\n"
    "--r\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo@shop>\r\n"
    "Content-Disposition: inline; filename=logo.png\r\nContent-Transfer-Encoding: "
    "base64\r\n\r\niVBORw0KGgo=\r\n--r--\r\n"
    "--m\r\nContent-Type: text/plain; charset=utf-8; name=a.txt\r\nContent-Disposition: attachment; "
    "filename=a.txt\r\n"
    "\r\nfile content\r\n"
    "--m\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=evil.html\r\n"
    "\r\n<script>alert(1)</script>\r\n"
    "--m--\r\n";

inline api::v1::ServiceFacts sample_facts(Timestamp started_at) {
  api::v1::ServiceFacts facts;
  facts.version = "0.1.0";
  facts.started_at = started_at;
  facts.smtp = {"127.0.0.1:1025"};
  facts.http = {"http://127.0.0.1:8025"};
  facts.auth = "optional";
  facts.is_ephemeral = true;
  facts.ca_pem = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
  facts.max_message_size = 1 << 20;
  facts.max_recipients = 1000;
  return facts;
}

// Where a streamed body goes.
class KeptBytes final : public http::BodySink {
 public:
  explicit KeptBytes(bool takes = true) : takes_(takes) {}
  Task<bool> write(std::string_view bytes) override {
    written += bytes;
    ++writes;
    co_return takes_;
  }
  std::string written;
  int writes = 0;

 private:
  bool takes_;
};

class ApiFixture : public testing::Test {
 protected:
  ApiFixture() {
    mail::initialise_parser();
    api_.add_routes(router_);
  }

  http::Response ask(Method method, std::string_view target, std::string body = {},
                     http::Headers headers = {}) {
    headers.set_default("Host", "localhost:8025");
    auto request = http::make_request(method, target, std::move(headers), std::move(body));
    if (!request) throw std::runtime_error(request.error().message);
    return run_task(context_, http::answer(router_, settings_, *request));
  }
  http::Response get(std::string_view target) { return ask(Method::get, target); }
  http::Response send_json(Method method, std::string_view target, const Json& body) {
    http::Headers headers;
    headers.set("Content-Type", "application/json");
    return ask(method, target, body.dump(), std::move(headers));
  }

  // Puts a message in by the API and returns its id.
  std::string inject(std::string raw, std::string_view query = "") {
    http::Headers headers;
    headers.set("Content-Type", "message/rfc822");
    const auto response =
        ask(Method::post, "/v1/messages" + std::string(query), std::move(raw), std::move(headers));
    EXPECT_EQ(response.status, Status::created) << http::bytes_of(response.body);
    return json_of(response)["id"];
  }

  std::string inject_subject(const std::string& subject) {
    return inject("From: a@b.test\r\nTo: c@d.test\r\nSubject: " + subject + "\r\n\r\nbody\r\n");
  }

  static Json json_of(const http::Response& response) { return Json::parse(http::bytes_of(response.body)); }

  static std::string message_of(const http::Response& response) {
    return json_of(response)["error"]["message"];
  }

  asio::io_context context_;
  ManualClock clock_;
  events::Bus bus_;
  bool holds_events_ = false;  // until published by the test itself
  std::vector<events::Event> held_events_;
  MemoryStore store_{[this](std::span<const events::Event> events) {
    if (holds_events_) held_events_.insert(held_events_.end(), events.begin(), events.end());
    if (!holds_events_) bus_.publish(events);
  }};
  MemorySessionStore sessions_;
  mailroom::Mailroom mailroom_{store_, sessions_, bus_, clock_, context_.get_executor()};
  events::Tally tally_;
  api::v1::AnswerTally answers_;
  api::v1::ServiceFacts facts_ = sample_facts(clock_.now());
  api::v1::Api api_{mailroom_, [this] { return facts_; },
                    [](mail::Speaker, std::string_view text) { return fmt::format("about {}", text); },
                    api::v1::MetricSources{tally_, answers_}, 1 << 20};
  http::Router router_;
  http::Settings settings_;
};

}  // namespace mailstop::test
