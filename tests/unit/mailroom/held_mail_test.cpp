#include "mailroom/held_mail.hpp"

#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "mail/message_parser.hpp"
#include "mailroom/mailroom.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_session_store.hpp"
#include "support/run_task.hpp"
#include "unit/api/memory_store.hpp"

namespace mailstop::mailroom {
namespace {

using testing::ElementsAre;
using namespace std::chrono_literals;

class HeldMailTest : public testing::Test {
 protected:
  HeldMailTest() { mail::initialise_parser(); }

  Arrival arrival(std::optional<mail::ReleaseRequest> release) {
    Arrival result;
    result.raw = "Subject: x\r\n\r\n";
    result.envelope.release = release;
    return result;
  }
  mail::MessageSummary accept(std::optional<mail::ReleaseRequest> release) {
    return run(mailroom_.accept(arrival(release))).value().value();
  }
  template <class T>
  T run(Task<T> task) {
    return test::run_task(context_, std::move(task));
  }
  std::size_t visible() { return run(mailroom_.list({})).value().messages.size(); }
  std::uint64_t release_due() { return run(mailroom_.held_mail().release_due()).value(); }

  asio::io_context context_;
  test::ManualClock clock_;
  events::Bus bus_;
  test::MemoryStore store_{[this](auto events) { bus_.publish(events); }};
  test::MemorySessionStore sessions_;
  Mailroom mailroom_{store_, sessions_, bus_, clock_, context_.get_executor()};
};

TEST_F(HeldMailTest, HoldForCountsFromTheArrival) {
  EXPECT_EQ(accept(mail::ReleaseRequest(60s)).held_until, clock_.now() + 60s);
  clock_.advance(59s);
  EXPECT_EQ(release_due(), 0u);
  EXPECT_EQ(visible(), 0u);
  clock_.advance(1s);
  EXPECT_EQ(release_due(), 1u);
  EXPECT_EQ(visible(), 1u);
}

TEST_F(HeldMailTest, HoldUntilIsATime) {
  const Timestamp time = clock_.now() + 1h;
  EXPECT_EQ(accept(mail::ReleaseRequest(time)).held_until, time);
}

TEST_F(HeldMailTest, ATimeThatHasPassedHoldsNothing) {
  EXPECT_FALSE(accept(mail::ReleaseRequest(clock_.now())).held_until);
  EXPECT_FALSE(accept(mail::ReleaseRequest(0s)).held_until);
  EXPECT_FALSE(accept(std::nullopt).held_until);
  EXPECT_EQ(visible(), 3u);
}

// The loop sleeps until the first message is due; one that is due at once wakes it.
TEST_F(HeldMailTest, ANewMessageWakesTheLoop) {
  accept(mail::ReleaseRequest(1h));
  asio::co_spawn(context_, mailroom_.held_mail().run(), asio::detached);
  context_.restart();
  context_.poll();
  EXPECT_EQ(store_.released, 0u);
  clock_.advance(1h);
  mailroom_.held_mail().expect(clock_.now());
  context_.poll();
  EXPECT_EQ(store_.released, 1u);
}

TEST_F(HeldMailTest, TheLoopReleasesWhatIsDueWhenItBegins) {
  accept(mail::ReleaseRequest(1h));
  clock_.advance(2h);
  asio::co_spawn(context_, mailroom_.held_mail().run(), asio::detached);
  context_.restart();
  context_.poll();
  EXPECT_EQ(store_.released, 1u);
}

}  // namespace
}  // namespace mailstop::mailroom
