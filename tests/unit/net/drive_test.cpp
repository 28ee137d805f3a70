#include "net/drive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <deque>

#include "net/tls_connection.hpp"
#include "support/memory_connection.hpp"
#include "support/run_task.hpp"
#include "unit/net/tls_fixture.hpp"

namespace mailstop::net {
namespace {

using namespace std::chrono_literals;

struct Word {
  std::string text;
};

// Asks the host about every byte sequence it receives and sends the answer; says how its session ended.
class AskingEngine {
 public:
  using Question = Word;
  using Answer = std::string;
  using Action = engine::Action<Question>;

  Action next() {
    if (actions.empty()) return engine::NeedInput{};
    auto action = std::move(actions.front());
    actions.pop_front();
    return action;
  }
  void received(std::string_view bytes) {
    if (bytes == "pause") actions.push_back(engine::Pause{pause});
    actions.push_back(Word{std::string(bytes)});
  }
  void answered(std::string answer) { actions.push_back(engine::Send{std::move(answer)}); }
  void tls_started() {}
  void peer_closed() { end("peer closed"); }
  void idle_expired() { end("idle"); }
  void shutting_down() { end("stopped"); }

  std::deque<Action> actions;
  std::string ending;
  std::chrono::milliseconds pause{1};

 private:
  void end(std::string how) {
    ending = std::move(how);
    actions.push_back(engine::Close{});
  }
};

struct EchoHost {
  Task<std::string> answer(Word word) { co_return "<" + word.text + ">"; }
};

struct DriveTest : testing::Test {
  asio::io_context context;
  test::MemoryConnection connection{context.get_executor()};
  SessionControl control{connection};
  AskingEngine engine;
  EchoHost host;

  void run(std::chrono::milliseconds idle_limit = 1h) {
    test::run_task(context, drive(connection, engine, host, control, idle_limit));
  }
};

TEST_F(DriveTest, CarriesBytesToTheEngineQuestionsToTheHostAndAnswersBack) {
  connection.input = {"a", "pause", "b"};
  run();
  EXPECT_EQ(connection.output, "<a><pause><b>");
  EXPECT_EQ(engine.ending, "peer closed");
  EXPECT_TRUE(connection.closed);
}

TEST_F(DriveTest, TellsTheEngineWhenNothingComes) {
  connection.stays_open = true;
  run(1ms);
  EXPECT_EQ(engine.ending, "idle");
}

TEST_F(DriveTest, TheTimeThatTheServerTakesIsNoSilence) {
  connection.input = {"pause", "b"};
  engine.pause = 30ms;
  run(10ms);
  EXPECT_EQ(connection.output, "<pause><b>");
  EXPECT_EQ(engine.ending, "peer closed");
}

TEST_F(DriveTest, AClientThatNeverPausesLeavesOthersTheirTurn) {
  connection.input.assign(1000, "a");
  std::size_t left = 0;
  asio::post(context, [&] { asio::post(context, [&] { left = connection.input.size(); }); });
  run();
  EXPECT_GT(left, 0u);
}

TEST_F(DriveTest, TellsTheEngineToStop) {
  connection.stays_open = true;
  asio::post(context, [this] { control.stop(); });
  run();
  EXPECT_EQ(engine.ending, "stopped");
}

TEST_F(DriveTest, EndsWhateverStepFails) {
  connection.input = {"a", "b"};
  run();
  const int steps = connection.steps;
  ASSERT_EQ(steps, 5);  // read, write, read, write, read
  for (int failing = 0; failing < steps; ++failing) {
    test::MemoryConnection broken(context.get_executor());
    broken.input = {"a", "b"};
    broken.fails_at = failing;
    SessionControl broken_control(broken);
    AskingEngine fresh;
    test::run_task(context, drive(broken, fresh, host, broken_control, 1h));
    EXPECT_EQ(broken.steps, failing + 1) << "went on after step " << failing;
    EXPECT_EQ(broken.closed, failing % 2 == 0);
  }
}

// "STARTTLS" is answered and followed by a handshake; every other word is answered with "<word>". What it has
// not looked at when the handshake is done is forgotten.
class UpgradingEngine {
 public:
  using Question = Word;
  using Answer = std::string;
  using Action = engine::Action<Question>;

  Action next() {
    if (std::exchange(wants_tls_, false)) return engine::StartTls{};
    if (std::exchange(is_closing_, false)) return engine::Close{};
    const auto end = input_.find('\n');
    if (end == std::string::npos) return engine::NeedInput{};
    const auto word = input_.substr(0, end);
    input_.erase(0, end + 1);
    wants_tls_ = word == "STARTTLS";
    return engine::Send{wants_tls_ ? "ready" : "<" + word + ">"};
  }
  void received(std::string_view bytes) { input_ += bytes; }
  void answered(std::string) {}
  void tls_started(std::string version = {}) {
    input_.clear();
    tls = std::move(version);
  }
  void tls_failed(std::string reason) { failure = std::move(reason); }
  void peer_closed() { is_closing_ = true; }
  void idle_expired() { is_closing_ = true; }
  void shutting_down() { is_closing_ = true; }

  std::string tls;
  std::string failure;

 private:
  std::string input_;
  bool wants_tls_ = false;
  bool is_closing_ = false;
};

struct TlsHost : EchoHost {
  std::string on_tls(TlsState state) const { return state.version; }
};

struct DriveTlsTest : testing::Test {
  void run(test::TlsPeerConnection& lower) {
    TlsConnection connection(lower, test_context());
    SessionControl control(connection);
    TlsHost host;
    test::run_task(context, drive(connection, engine, host, control, 1h));
  }

  asio::io_context context;
  UpgradingEngine engine;
};

TEST_F(DriveTlsTest, UpgradesAndGoesOn) {
  test::TlsPeerConnection lower(context.get_executor(), trusting_peer());
  lower.plain_input = {"a\nSTARTTLS\n"};
  lower.peer_tls.to_say = {"b\n"};
  lower.peer_tls.says_goodbye = true;
  run(lower);
  EXPECT_EQ(lower.plain_output, "<a>ready");
  EXPECT_EQ(lower.peer_tls.received, "<b>");
  EXPECT_TRUE(lower.peer_tls.saw_goodbye);
  EXPECT_EQ(engine.tls, "TLSv1.3");
  EXPECT_TRUE(lower.closed);
}

TEST_F(DriveTlsTest, DropsWhatWasInjectedBehindStarttls) {
  test::TlsPeerConnection lower(context.get_executor(), trusting_peer());
  lower.plain_input = {"STARTTLS\ninjected\n"};
  lower.peer_tls.to_say = {"b\n"};
  run(lower);
  EXPECT_EQ(lower.peer_tls.received, "<b>");
}

TEST_F(DriveTlsTest, DoesNotTakePlainTextThatComesLate) {
  test::TlsPeerConnection lower(context.get_executor(), trusting_peer());
  lower.plain_input = {"STARTTLS\n", "injected\n"};
  run(lower);
  EXPECT_EQ(engine.tls, "");
  EXPECT_THAT(engine.failure, testing::HasSubstr("wrong version number"));
  EXPECT_EQ(lower.plain_output, "ready");
  EXPECT_TRUE(lower.closed);
}

TEST_F(DriveTlsTest, TellsWhyAHandshakeFailed) {
  test::TlsPeerConnection lower(context.get_executor(), {});
  lower.plain_input = {"STARTTLS\n"};
  run(lower);
  EXPECT_THAT(engine.failure, testing::HasSubstr("unknown ca"));
  EXPECT_TRUE(lower.closed);
}

TEST_F(DriveTlsTest, TellsOfAFailureBehindTheHandshake) {
  test::TlsPeerConnection lower(context.get_executor(), trusting_peer());
  lower.plain_input = {"STARTTLS\n"};
  lower.peer_tls.sends_garbage = true;
  run(lower);
  EXPECT_EQ(engine.tls, "TLSv1.3");
  EXPECT_THAT(engine.failure, testing::HasSubstr("bad record mac"));
  EXPECT_TRUE(lower.closed);
}

TEST_F(DriveTlsTest, RefusesWhereNoTlsIsSetUp) {
  test::MemoryConnection plain(context.get_executor());
  plain.input = {"STARTTLS\n"};
  SessionControl control(plain);
  TlsHost host;
  test::run_task(context, drive(plain, engine, host, control, 1h));
  EXPECT_THAT(engine.failure, testing::HasSubstr("cannot do tls"));
}

}  // namespace
}  // namespace mailstop::net
