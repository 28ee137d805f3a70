// What every store does with SMTP sessions.
#include <gmock/gmock.h>

#include <future>

#include "sqlite_backends.hpp"
#include "store_fixture.hpp"

namespace mailstop::contract {
namespace {

using mail::SessionOutcome;
using mail::SmtpSession;
using testing::ElementsAre;
using namespace std::chrono_literals;

SmtpSession make_session(std::string id, SessionOutcome outcome = SessionOutcome::delivered) {
  SmtpSession session;
  session.id = std::move(id);
  session.protocol = "submission";
  session.started_at = Timestamp{Duration{1'795'300'000'000}};
  session.ended_at = session.started_at + 250ms;
  session.client_address = "127.0.0.1";
  session.client_port = 54321;
  session.listener = "127.0.0.1:1587";
  session.helo = "client.test";
  session.outcome = outcome;
  session.bytes_in = 1234;
  session.bytes_out = 567;
  return session;
}

class SessionStoreTest : public StoreTest {
 protected:
  // The event and the answer come one after the other, so a session is there when it is done.
  Result<void> keep(SmtpSession session) {
    std::promise<Result<void>> done;
    store_->insert_session(std::move(session), [&](const Result<void>& result) { done.set_value(result); });
    return done.get_future().get();
  }
  static std::string session_id(int index) { return fmt::format("s{:03}", index); }
  static store::NewMessage make_message_of(int index) {
    auto message = make_message("of a session");
    message.session_id = session_id(index);
    return message;
  }
  store::SessionPage sessions(store::SessionFilter filter = {}) {
    return run(store_->sessions(std::move(filter))).value();
  }
  static std::vector<std::string> ids(const store::SessionPage& page) {
    std::vector<std::string> result;
    for (const auto& session : page.sessions) result.push_back(session.id);
    return result;
  }
};

INSTANTIATE_TEST_SUITE_P(
    , SessionStoreTest,
    testing::Values(BackendKind{"sqlite_file", [] { return std::make_unique<SqliteBackend>(false); }},
                    BackendKind{"sqlite_memory", [] { return std::make_unique<SqliteBackend>(true); }}),
    [](const auto& kind) { return kind.param.name; });

TEST_P(SessionStoreTest, GivesBackAllFacts) {
  auto session = make_session("s1", SessionOutcome::rejected);
  session.tls = mail::TlsFacts{"TLSv1.3", "TLS_AES_256_GCM_SHA384", "mail.test", "smtp", "CN=client"};
  session.auth_user = "checkout-7";
  session.inbox = "checkout-7";
  session.diagnosis = "The server refused RCPT TO";
  mail::add_message(session, "m1", "checkout-7");
  mail::add_message(session, "m2", "other");
  session.transcript = {{0ms, mail::Speaker::server, "220 mail.test"},
                        {12ms, mail::Speaker::client, "EHLO client.test \x1b\x1e\x1f"},
                        {13ms, mail::Speaker::server, "250 Grüße"}};
  ASSERT_TRUE(keep(session));

  const auto kept = run(store_->session("s1")).value();
  EXPECT_EQ(kept.sequence, 1u);
  EXPECT_EQ(kept.protocol, "submission");
  EXPECT_EQ(kept.started_at, session.started_at);
  EXPECT_EQ(kept.ended_at, session.ended_at);
  EXPECT_EQ(kept.client_address, "127.0.0.1");
  EXPECT_EQ(kept.client_port, 54321);
  EXPECT_EQ(kept.listener, "127.0.0.1:1587");
  EXPECT_EQ(kept.helo, "client.test");
  EXPECT_EQ(kept.tls, session.tls);
  EXPECT_EQ(kept.auth_user, "checkout-7");
  EXPECT_EQ(kept.inbox, "checkout-7");
  EXPECT_EQ(kept.outcome, SessionOutcome::rejected);
  EXPECT_EQ(kept.diagnosis, "The server refused RCPT TO");
  EXPECT_THAT(kept.messages, ElementsAre("m1", "m2"));
  EXPECT_THAT(kept.inboxes, ElementsAre("checkout-7", "other"));
  EXPECT_EQ(kept.bytes_in, 1234u);
  EXPECT_EQ(kept.bytes_out, 567u);
  EXPECT_EQ(kept.transcript, session.transcript);
}

TEST_P(SessionStoreTest, KeepsALongTranscript) {
  auto session = make_session("s1");
  for (int line = 0; line < 1000; ++line)
    session.transcript.push_back(
        {Duration(line), mail::Speaker::client, fmt::format("RCPT TO:<{}@x.test>", line)});
  ASSERT_TRUE(keep(session));
  EXPECT_EQ(run(store_->session("s1")).value().transcript, session.transcript);
}

TEST_P(SessionStoreTest, ListsTheNewestFirstWithoutTranscript) {
  auto first = make_session("s1");
  first.transcript = {{0ms, mail::Speaker::server, "220 mail.test"}};
  ASSERT_TRUE(keep(first));
  ASSERT_TRUE(keep(make_session("s2")));
  const auto page = sessions();
  EXPECT_THAT(ids(page), ElementsAre("s2", "s1"));
  EXPECT_TRUE(page.sessions[1].transcript.empty());
  EXPECT_EQ(page.sequence, 2u);
  EXPECT_FALSE(page.next_cursor);
}

TEST_P(SessionStoreTest, PagesByCursor) {
  for (const auto* id : {"s1", "s2", "s3", "s4", "s5"}) ASSERT_TRUE(keep(make_session(id)));
  store::SessionFilter filter;
  filter.limit = 2;
  auto page = sessions(filter);
  EXPECT_THAT(ids(page), ElementsAre("s5", "s4"));
  filter.cursor = page.next_cursor;
  ASSERT_TRUE(keep(make_session("s6")));
  page = sessions(filter);
  EXPECT_THAT(ids(page), ElementsAre("s3", "s2"));
  filter.cursor = page.next_cursor;
  page = sessions(filter);
  EXPECT_THAT(ids(page), ElementsAre("s1"));
  EXPECT_FALSE(page.next_cursor);
}

TEST_P(SessionStoreTest, FiltersByOutcomeInboxAndSequence) {
  auto one = make_session("s1", SessionOutcome::rejected);
  one.auth_user = "checkout";
  auto two = make_session("s2");
  mail::add_message(two, "m1", "checkout-7");
  two.auth_user = "checkout";
  ASSERT_TRUE(keep(one));
  ASSERT_TRUE(keep(two));
  ASSERT_TRUE(keep(make_session("s3", SessionOutcome::timeout)));

  store::SessionFilter filter;
  filter.outcome = SessionOutcome::rejected;
  EXPECT_THAT(ids(sessions(filter)), ElementsAre("s1"));
  filter = {};
  filter.inbox = "checkout";
  EXPECT_THAT(ids(sessions(filter)), ElementsAre("s1")) << "a session belongs to the inboxes of its messages";
  filter.inbox = "checkout-7";
  EXPECT_THAT(ids(sessions(filter)), ElementsAre("s2"));
  filter.inbox = "checkout-70";
  EXPECT_TRUE(sessions(filter).sessions.empty());
  filter = {};
  filter.after = 2;
  EXPECT_THAT(ids(sessions(filter)), ElementsAre("s3"));
}

TEST_P(SessionStoreTest, TellsOfASessionWithItsSequence) {
  insert("before");
  auto session = make_session("s1", SessionOutcome::aborted);
  session.transcript = {{0ms, mail::Speaker::server, "220 mail.test"}};
  ASSERT_TRUE(keep(session));
  const auto after = insert("after");
  EXPECT_EQ(after.sequence, 3u);
  EXPECT_EQ(list().sequence, 3u);
  const auto events = events_after_close();
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[1].sequence, 2u);
  const auto& ended = std::get<events::SessionEnded>(events[1].change).session;
  EXPECT_EQ(ended.id, "s1");
  EXPECT_EQ(ended.sequence, 2u);
  EXPECT_TRUE(ended.transcript.empty());
}

TEST_P(SessionStoreTest, ForgetsTheOldestOfTooMany) {
  for (int index = 0; index < 250; ++index) ASSERT_TRUE(keep(make_session(fmt::format("s{:03}", index))));
  store::SessionFilter filter;
  filter.limit = 1000;
  const auto kept = ids(sessions(filter));
  EXPECT_GE(kept.size(), 100u);
  EXPECT_LE(kept.size(), 102u);
  EXPECT_EQ(kept.front(), "s249");
  const auto forgotten = run(store_->session("s000"));
  ASSERT_FALSE(forgotten);
  EXPECT_EQ(forgotten.error().code, Errc::not_found);
  EXPECT_THAT(forgotten.error().message, testing::HasSubstr("no longer kept"));
}

// s000 to s249, where every tenth brought a message.
TEST_P(SessionStoreTest, KeepsOldOnesWhoseMessagesAreStored) {
  std::vector<std::string> messages;
  for (int index = 0; index < 250; ++index) {
    if (index % 10 == 0) messages.push_back(insert(make_message_of(index)).id);
    ASSERT_TRUE(keep(make_session(session_id(index))));
  }
  const auto old = [&] {
    store::SessionFilter filter;
    filter.limit = 1000;
    auto kept = ids(sessions(filter));
    std::erase_if(kept, [](const auto& id) { return id > "s140"; });
    return kept;
  };
  const std::vector<std::string> with_messages = {"s140", "s130", "s120", "s110", "s100",
                                                  "s090", "s080", "s070", "s060", "s050",
                                                  "s040", "s030", "s020", "s010", "s000"};
  EXPECT_EQ(old(), with_messages);
  if (GetParam().name != "sqlite_memory") reopen();
  ASSERT_TRUE(run(store_->remove(messages[1])));
  EXPECT_EQ(run(store_->session("s010")).error().code, Errc::not_found);
  EXPECT_EQ(old().size(), with_messages.size() - 1);
  run(store_->remove_all({})).value();
  EXPECT_TRUE(old().empty());
  EXPECT_TRUE(run(store_->session("s240"))) << "it is among the newest";
}

TEST_P(SessionStoreTest, KeepsAnOldOneUntilItsLastMessageIsDeleted) {
  const auto before_its_end = insert(make_message_of(0)), first = insert(make_message_of(0));
  auto held = make_message_of(0);
  held.release_at = held.received_at + std::chrono::hours(1);
  const auto last = insert(std::move(held));
  ASSERT_TRUE(run(store_->remove(before_its_end.id)));
  for (int index = 0; index < 250; ++index) ASSERT_TRUE(keep(make_session(session_id(index))));
  ASSERT_TRUE(run(store_->remove(first.id)));
  EXPECT_TRUE(run(store_->session("s000")));
  ASSERT_EQ(run(store_->release_due(*last.held_until)).value().released, 1u);
  EXPECT_TRUE(run(store_->session("s000")));
  ASSERT_TRUE(run(store_->remove(last.id)));
  EXPECT_EQ(run(store_->session("s000")).error().code, Errc::not_found);
}

TEST_P(SessionStoreTest, AFailedChangeDoesNotMakeItMiscount) {
  const auto message = insert(make_message_of(0));
  ASSERT_TRUE(keep(make_session(session_id(0))));
  ASSERT_FALSE(keep(make_session(session_id(0))));
  for (int index = 1; index < 250; ++index) ASSERT_TRUE(keep(make_session(session_id(index))));
  EXPECT_TRUE(run(store_->session("s000")));
  ASSERT_TRUE(run(store_->remove(message.id)));
  EXPECT_FALSE(run(store_->session("s000")));
}

TEST_P(SessionStoreTest, ForgetsAllWhenAsked) {
  ASSERT_TRUE(keep(make_session("s1")));
  ASSERT_TRUE(keep(make_session("s2")));
  insert("a message");
  EXPECT_EQ(run(store_->remove_sessions()).value(), 2u);
  EXPECT_TRUE(sessions().sessions.empty());
  EXPECT_EQ(list().messages.size(), 1u);
  ASSERT_TRUE(keep(make_session("s3")));
  EXPECT_THAT(ids(sessions()), ElementsAre("s3"));
}

TEST_P(SessionStoreTest, LosesNothingThatWasQueuedAtTheEnd) {
  int stored = 0;
  for (int index = 0; index < 50; ++index)
    store_->insert_session(make_session(fmt::format("s{:03}", index)),
                           [&](const auto& done) { stored += done.has_value(); });
  EXPECT_EQ(events_after_close().size(), 50u);
  EXPECT_EQ(stored, 50);
}

TEST_P(SessionStoreTest, SaysWhenItIsClosed) {
  store_->close();
  const auto done = keep(make_session("s1"));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Errc::unavailable);
  store_.reset();
}

TEST_P(SessionStoreTest, ASessionStoredTwiceTakesNothingElseWithIt) {
  ASSERT_TRUE(keep(make_session("s1")));
  EXPECT_EQ(keep(make_session("s1")).error().code, Errc::conflict);
  EXPECT_EQ(sessions().sessions.size(), 1u);
  EXPECT_EQ(insert("next").sequence, 2u);
}

TEST_P(SessionStoreTest, AMessageNamesItsSession) {
  auto message = make_message("x");
  message.session_id = "s1";
  const auto stored = insert(std::move(message));
  EXPECT_EQ(run(store_->get(stored.id)).value().session_id, "s1");
  EXPECT_EQ(run(store_->get(insert("y").id)).value().session_id, "");
}

}  // namespace
}  // namespace mailstop::contract
