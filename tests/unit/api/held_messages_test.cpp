#include "api/v1/messages_routes.hpp"
#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

using namespace std::chrono_literals;

class HeldMessages : public ApiFixture {
 protected:
  std::string hold(mail::ReleaseRequest release) {
    mailroom::Arrival arrival;
    arrival.raw = "From: a@b.test\r\nSubject: later\r\n\r\nbody\r\n";
    arrival.envelope.release = release;
    auto accept = mailroom_.accept(std::move(arrival));
    return run_task(context_, std::move(accept)).value()->id;
  }
};

TEST_F(HeldMessages, AreListedOnlyWhenAskedFor) {
  const auto id = hold(60s);
  const auto visible = inject_subject("now");
  const auto page = json_of(get("/v1/messages"));
  EXPECT_EQ(page["messages"].size(), 1u);
  EXPECT_EQ(page["messages"][0]["id"], visible);
  EXPECT_FALSE(page["messages"][0].contains("heldUntil"));
  EXPECT_EQ(page["total"], 1);
  const auto held = json_of(get("/v1/messages?held=true"));
  ASSERT_EQ(held["messages"].size(), 1u);
  EXPECT_EQ(held["messages"][0]["id"], id);
  EXPECT_EQ(held["messages"][0]["sequence"], 0);
  EXPECT_EQ(held["messages"][0]["heldUntil"], "2026-11-21T22:27:40.000Z");
  EXPECT_EQ(json_of(get("/v1/messages?held=false")), page);
}

TEST_F(HeldMessages, AreOpenedByIdAndReleasedWithoutATrace) {
  const auto id = hold(Timestamp(clock_.now() + 1h));
  auto json = json_of(get("/v1/messages/" + id));
  EXPECT_EQ(json["heldUntil"], "2026-11-21T23:26:40.000Z");
  EXPECT_EQ(json["envelope"]["releaseAt"], "2026-11-21T23:26:40.000Z");
  EXPECT_EQ(get("/v1/messages/latest").status, Status::not_found);
  clock_.advance(1h);
  run_task(context_, mailroom_.held_mail().release_due()).value();
  json = json_of(get("/v1/messages/latest"));
  EXPECT_EQ(json["id"], id);
  EXPECT_FALSE(json.contains("heldUntil"));
  EXPECT_EQ(json["sequence"], 1);
  EXPECT_EQ(json["envelope"]["releaseAt"], "2026-11-21T23:26:40.000Z");
}

TEST_F(HeldMessages, AreDeletedOneByOneOrWhenMeant) {
  const auto one = hold(60s);
  hold(60s);
  EXPECT_EQ(json_of(ask(Method::delete_, "/v1/messages?all=true"))["deleted"], 0);
  EXPECT_EQ(ask(Method::delete_, "/v1/messages/" + one).status, Status::no_content);
  EXPECT_EQ(ask(Method::delete_, "/v1/messages?held=true").status, Status::bad_request);
  EXPECT_EQ(json_of(ask(Method::delete_, "/v1/messages?held=true&all=true"))["deleted"], 1);
}

TEST_F(HeldMessages, HaveNoSequenceToComeAfter) {
  const auto refused = get("/v1/messages?held=true&after=1");
  EXPECT_EQ(refused.status, Status::bad_request);
  EXPECT_NE(message_of(refused).find("\"after\""), std::string::npos);
  EXPECT_EQ(get("/v1/messages?held=perhaps").status, Status::bad_request);
}

TEST_F(HeldMessages, TheEnvelopeShowsAllWishes) {
  mailroom::Arrival arrival;
  arrival.raw = "Subject: x\r\n\r\n";
  arrival.envelope.auth_sender = "<>";
  arrival.envelope.require_tls = true;
  arrival.envelope.deliver_by = "120;R";
  arrival.envelope.priority = -3;
  auto accept = mailroom_.accept(std::move(arrival));
  run_task(context_, std::move(accept)).value();
  auto envelope = json_of(get("/v1/messages/latest"))["envelope"];
  EXPECT_EQ(envelope["authSender"], "<>");
  EXPECT_EQ(envelope["requireTls"], true);
  EXPECT_EQ(envelope["deliverBy"], "120;R");
  EXPECT_EQ(envelope["priority"], -3);
  EXPECT_TRUE(envelope["releaseAt"].is_null());
  inject_subject("plain");
  envelope = json_of(get("/v1/messages/latest"))["envelope"];
  EXPECT_EQ(envelope["authSender"], "");
  EXPECT_TRUE(envelope["priority"].is_null());
}

}  // namespace
}  // namespace mailstop::test
