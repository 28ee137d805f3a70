#include "mailroom/sessions.hpp"

#include <gmock/gmock.h>

#include <boost/asio/io_context.hpp>

#include "support/manual_clock.hpp"
#include "support/memory_session_store.hpp"
#include "support/run_task.hpp"

namespace mailstop::mailroom {
namespace {

using testing::ElementsAre;
using namespace std::chrono_literals;

class SessionsTest : public testing::Test {
 protected:
  std::shared_ptr<mail::SmtpSession> open(std::string user = "") {
    mail::SmtpSession start;
    start.protocol = "smtp";
    start.started_at = clock_.now();
    start.auth_user = std::move(user);
    return sessions_.open(std::move(start));
  }
  void close(std::shared_ptr<mail::SmtpSession> session,
             mail::SessionOutcome outcome = mail::SessionOutcome::delivered) {
    session->ended_at = clock_.now();
    session->outcome = outcome;
    sessions_.close(std::move(session));
  }
  template <class T>
  T run(Task<T> task) {
    return test::run_task(context_, std::move(task));
  }
  SessionPage list(SessionFilter filter = {}) { return run(sessions_.list(std::move(filter))).value(); }
  // All pages, one after the other.
  std::vector<std::vector<std::string>> pages(SessionFilter filter) {
    std::vector<std::vector<std::string>> result;
    do {
      const auto page = list(filter);
      result.push_back(ids(page));
      filter.cursor = page.next_cursor;
    } while (filter.cursor && result.size() < 10);
    return result;
  }
  static std::vector<std::string> ids(const SessionPage& page) {
    std::vector<std::string> result;
    for (const auto& session : page.sessions) result.push_back(session.id);
    return result;
  }

  asio::io_context context_;
  test::ManualClock clock_;
  test::MemorySessionStore store_;
  Sessions sessions_{store_, clock_};
};

TEST_F(SessionsTest, ALiveSessionIsListedAndShownAsItGoes) {
  const auto session = open();
  session->helo = "client.test";
  session->transcript.push_back({12ms, mail::Speaker::client, "EHLO client.test"});
  const auto page = list();
  ASSERT_THAT(ids(page), ElementsAre(session->id));
  EXPECT_EQ(session->id.size(), 16u);
  EXPECT_EQ(page.sessions[0].helo, "client.test");
  EXPECT_FALSE(page.sessions[0].ended_at);
  EXPECT_TRUE(page.sessions[0].transcript.empty());
  EXPECT_EQ(session->transcript.size(), 1u);
  EXPECT_EQ(run(sessions_.get(session->id)).value().transcript, session->transcript);
}

TEST_F(SessionsTest, AnEndedSessionIsInTheStoreAndNoLongerLive) {
  const auto session = open();
  session->transcript.push_back({12ms, mail::Speaker::client, "QUIT"});
  close(session);
  ASSERT_EQ(store_.kept.size(), 1u);
  EXPECT_EQ(store_.kept[0].transcript, session->transcript);
  SessionFilter filter;
  filter.live = true;
  EXPECT_TRUE(list(filter).sessions.empty());
  EXPECT_THAT(ids(list()), ElementsAre(session->id));
  EXPECT_EQ(run(sessions_.get(session->id)).value().sequence, 1u);
}

TEST_F(SessionsTest, WhatIsOnItsWayToTheStoreIsShownAllTheWhile) {
  const auto session = open();
  store_.holds_back = true;
  close(session);
  EXPECT_THAT(ids(list()), ElementsAre(session->id));
  EXPECT_TRUE(run(sessions_.get(session->id)));
  store_.commit();
  EXPECT_THAT(ids(list()), ElementsAre(session->id));
}

TEST_F(SessionsTest, ASessionIsQueuedEvenIfNobodyWaits) {
  const auto session = open();
  sessions_.close(session);
  EXPECT_EQ(store_.kept.size(), 1u);
}

TEST_F(SessionsTest, TheLatestIsTheOneThatEndedLastThoughItIsNotStoredYet) {
  close(open());
  store_.holds_back = true;
  const auto first = open(), second = open(), live = open();
  close(second);
  clock_.advance(1ms);
  close(first);
  EXPECT_EQ(run(sessions_.get("latest")).value().id, first->id);
  store_.commit();
  EXPECT_EQ(run(sessions_.get("latest")).value().id, first->id);
}

TEST_F(SessionsTest, WhatHasEndedIsNotLiveThoughItIsNotStoredYet) {
  store_.holds_back = true;
  const auto ended = open(), live = open();
  close(ended);
  SessionFilter filter;
  filter.live = false;
  EXPECT_THAT(ids(list(filter)), ElementsAre(ended->id));
  filter.live = true;
  EXPECT_THAT(ids(list(filter)), ElementsAre(live->id));
}

TEST_F(SessionsTest, AFailureOfTheStoreForgetsTheSession) {
  store_.failure = Error{Errc::storage_full, "the disk is full"};
  close(open());
  EXPECT_TRUE(list().sessions.empty());
}

TEST_F(SessionsTest, AStoreThatNeverAnswersHoldsABoundedNumber) {
  Sessions sessions(store_, clock_, {3, 1u << 20});
  store_.holds_back = true;
  for (int count = 0; count < 100; ++count) sessions.close(sessions.open({}));
  EXPECT_EQ(store_.waiting(), 3u);
  EXPECT_EQ(run(sessions.list({})).value().sessions.size(), 3u) << "what was dropped is forgotten";
  store_.commit();
  sessions.close(sessions.open({}));
  EXPECT_EQ(store_.waiting(), 1u) << "there is room again";
}

TEST_F(SessionsTest, AStoreThatNeverAnswersHoldsABoundedNumberOfBytes) {
  Sessions sessions(store_, clock_, {1000, 100'000});
  store_.holds_back = true;
  for (int count = 0; count < 100; ++count) {
    auto session = sessions.open({});
    session->transcript.push_back({1ms, mail::Speaker::client, std::string(20'000, 'x')});
    sessions.close(std::move(session));
  }
  EXPECT_EQ(store_.waiting(), 4u);
}

TEST_F(SessionsTest, LiveOnesComeFirstAndPagesGoOnAmongTheEnded) {
  const auto a = open(), b = open(), c = open(), d = open(), e = open();
  close(a);
  close(d);
  SessionFilter filter;
  filter.limit = 2;
  EXPECT_THAT(pages(filter),
              ElementsAre(ElementsAre(e->id, c->id), ElementsAre(b->id, d->id), ElementsAre(a->id)));
  filter.limit = 3;
  EXPECT_THAT(pages(filter), ElementsAre(ElementsAre(e->id, c->id, b->id), ElementsAre(d->id, a->id)));
  filter.live = true;
  EXPECT_THAT(pages(filter), ElementsAre(ElementsAre(e->id, c->id, b->id)));
  filter.limit = 1;
  EXPECT_THAT(pages(filter), ElementsAre(ElementsAre(e->id), ElementsAre(c->id), ElementsAre(b->id)));
  filter.live = false;
  EXPECT_THAT(pages(filter), ElementsAre(ElementsAre(d->id), ElementsAre(a->id)));
}

TEST_F(SessionsTest, FiltersLiveOnesAsTheStoreFiltersEndedOnes) {
  const auto checkout = open("checkout-7");
  const auto nobody = open();
  const auto refused = open();
  close(refused, mail::SessionOutcome::refused);
  SessionFilter filter;
  filter.inbox = "checkout-7";
  EXPECT_THAT(ids(list(filter)), ElementsAre(checkout->id));
  mail::add_message(*checkout, "m1", "elsewhere");
  EXPECT_TRUE(list(filter).sessions.empty());
  filter = {};
  filter.outcome = mail::SessionOutcome::refused;
  EXPECT_THAT(ids(list(filter)), ElementsAre(refused->id));
}

TEST_F(SessionsTest, TheLatestIsTheOneThatEndedLast) {
  EXPECT_EQ(run(sessions_.get("latest")).error().code, Errc::not_found);
  const auto first = open();
  close(open());
  close(first);
  open();
  EXPECT_EQ(run(sessions_.get("latest")).value().id, first->id);
}

TEST_F(SessionsTest, ClearingLeavesLiveOnesAlone) {
  close(open());
  const auto live = open();
  EXPECT_EQ(run(sessions_.clear()).value(), 1u);
  EXPECT_THAT(ids(list()), ElementsAre(live->id));
}

TEST(SmtpSession, NamesABoundedNumberOfMessages) {
  mail::SmtpSession session;
  for (std::size_t count = 0; count < mail::most_session_messages + 5; ++count)
    mail::add_message(session, "m", "default");
  EXPECT_EQ(session.messages.size(), mail::most_session_messages);
  EXPECT_THAT(session.inboxes, ElementsAre("default"));
}

TEST(SmtpSession, OutcomesHaveNamesBothWays) {
  for (const auto* name : {"delivered", "rejected", "aborted", "timeout", "refused"})
    EXPECT_EQ(mail::to_text(mail::parse_outcome(name).value()), name);
  EXPECT_FALSE(mail::parse_outcome("Delivered"));
}

}  // namespace
}  // namespace mailstop::mailroom
