#include "mailroom/mailroom.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include "mail/message_parser.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_session_store.hpp"
#include "support/recording_store.hpp"
#include "support/run_task.hpp"

namespace mailstop::mailroom {
namespace {

struct MailroomTest : testing::Test {
  asio::io_context context;
  asio::thread_pool workers{1};
  test::RecordingStore store;
  test::MemorySessionStore sessions;
  events::Bus bus;
  test::ManualClock clock;
  Mailroom mailroom{store, sessions, bus, clock, workers.get_executor()};

  void SetUp() override { mail::initialise_parser(); }
  void TearDown() override { workers.join(); }

  template <class T>
  T run(Task<T> task) {
    return test::run_task(context, std::move(task));
  }

  std::string accept(std::string raw) {
    Arrival arrival;
    arrival.raw = std::move(raw);
    return run(mailroom.accept(std::move(arrival))).value()->id;
  }
};

TEST_F(MailroomTest, ParsesAndStampsWhatArrives) {
  accept("Subject: hello\r\n\r\nbody\r\n");
  const auto& message = store.kept.at(0).message;
  EXPECT_EQ(message.parsed.subject, "hello");
  EXPECT_EQ(message.received_at, clock.now());
  EXPECT_EQ(message.inbox, "default");
}

TEST_F(MailroomTest, OpensSmallAndLargeMessagesAlike) {
  for (const std::size_t size : {10u, 200'000u}) {
    const auto id = accept("Content-Type: text/plain\r\n\r\n" + std::string(size, 'x') + "\r\n");
    EXPECT_EQ(run(mailroom.open(id)).value().text, std::string(size, 'x') + "\r\n");
    EXPECT_EQ(run(mailroom.text(id)).value().size(), size + 2);
    EXPECT_EQ(run(mailroom.html(id)).value(), "");
    EXPECT_EQ(run(mailroom.headers(id)).value().at(0).name, "Content-Type");
  }
}

TEST_F(MailroomTest, NamesThePartsThereAreWhenOneIsNot) {
  const auto id = accept("Subject: x\r\n\r\nbody\r\n");
  EXPECT_EQ(run(mailroom.part(id, "0")).value(), "body\r\n");
  const auto missing = run(mailroom.part(id, "7"));
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().code, Errc::not_found);
  EXPECT_EQ(missing.error().message, "the message has no part \"7\"; it has 0");
}

TEST_F(MailroomTest, ResolvesLatestAndLeavesIdsAlone) {
  EXPECT_EQ(run(mailroom.resolve({"latest", {}})).error().code, Errc::not_found);
  const auto id = accept("Subject: x\r\n\r\n");
  EXPECT_EQ(run(mailroom.resolve({"latest", {}})).value(), id);
  EXPECT_EQ(run(mailroom.resolve({"any-other", {}})).value(), "any-other");
}

TEST_F(MailroomTest, PassesOnThatAMessageIsUnknown) {
  for (const auto& code :
       {run(mailroom.open("none")).error().code, run(mailroom.raw("none")).error().code,
        run(mailroom.headers("none")).error().code, run(mailroom.part("none", "0")).error().code})
    EXPECT_EQ(code, Errc::not_found);
}

TEST_F(MailroomTest, FindsTheSessionOfAMessage) {
  mail::SmtpSession start;
  start.helo = "client.test";
  const auto session = mailroom.sessions().open(start);
  Arrival arrival;
  arrival.raw = "Subject: x\r\n\r\n";
  arrival.session_id = session->id;
  const auto id = run(mailroom.accept(std::move(arrival))).value()->id;
  EXPECT_EQ(run(mailroom.session_of(id)).value().helo, "client.test");
  mailroom.sessions().close(session);
  EXPECT_EQ(run(mailroom.session_of(id)).value().id, session->id);
  sessions.kept.clear();
  const auto gone = run(mailroom.session_of(id));
  EXPECT_EQ(gone.error().code, Errc::not_found);
  EXPECT_THAT(gone.error().message, testing::HasSubstr("is not kept"));
}

TEST_F(MailroomTest, SaysWhenAMessageHasNoSession) {
  const auto none = run(mailroom.session_of(accept("Subject: x\r\n\r\n")));
  EXPECT_EQ(none.error().code, Errc::not_found);
  EXPECT_THAT(none.error().message, testing::HasSubstr("did not come by SMTP"));
}

class RoutedMailTest : public MailroomTest {
 protected:
  const store::NewMessage& stored(std::string raw, std::string inbox = "") {
    Arrival arrival;
    arrival.raw = std::move(raw);
    arrival.inbox = std::move(inbox);
    EXPECT_TRUE(run(routed.accept(std::move(arrival))).value());
    return store.kept.back().message;
  }

  Settings settings{{InboxKey::header, InboxKey::auth},
                    {parse_route("inbox=billing; tag=bill; match=to:*@billing.test", Timestamp{}).value(),
                     parse_route("discard; match=header:X-Load", Timestamp{}).value(),
                     parse_route("tag=plain; match=inbox:default", Timestamp{}).value()}};
  Mailroom routed{store, sessions, bus, clock, workers.get_executor(), settings};
};

TEST_F(RoutedMailTest, RulesNameInboxAndTags) {
  const auto& billing = stored("To: ann@billing.test\r\n\r\n");
  EXPECT_EQ(billing.inbox, "billing");
  EXPECT_THAT(billing.tags, testing::ElementsAre("bill", "plain"));
}

TEST_F(RoutedMailTest, WhoSaysAnInboxIsObeyedButForTheTags) {
  const auto& by_header = stored("X-Mailstop-Inbox: one\r\nTo: ann@billing.test\r\n\r\n");
  EXPECT_EQ(by_header.inbox, "one");
  EXPECT_THAT(by_header.tags, testing::ElementsAre("bill"));
  EXPECT_EQ(stored("To: ann@billing.test\r\n\r\n", "two").inbox, "two");
}

TEST_F(RoutedMailTest, WhatARuleDiscardsIsNotStored) {
  Arrival arrival;
  arrival.raw = "X-Load: 1\r\n\r\n";
  EXPECT_FALSE(run(routed.accept(std::move(arrival))).value());
  EXPECT_TRUE(store.kept.empty());
}

TEST_F(RoutedMailTest, RulesOfTheApiCountOnceTheyAreKept) {
  const Routes::List wanted{parse_route("inbox=late; match=subject:late", Timestamp{}).value()};
  ASSERT_TRUE(run(routed.keep_routes(wanted, "the document")));
  EXPECT_EQ(stored("Subject: late\r\n\r\n").inbox, "late");
  EXPECT_EQ(run(routed.kept_routes()).value(), "the document");
  store.failure = Error{Errc::storage_full, "full"};
  EXPECT_EQ(run(routed.keep_routes({}, "")).error().code, Errc::storage_full);
  EXPECT_EQ(routed.routes().all()->size(), 4u);
}

}  // namespace
}  // namespace mailstop::mailroom
