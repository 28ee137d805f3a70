#include "net/drive.hpp"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <deque>

#include "support/memory_connection.hpp"
#include "support/run_task.hpp"

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
    if (bytes == "pause") actions.push_back(engine::Pause{1ms});
    actions.push_back(Word{std::string(bytes)});
  }
  void answered(std::string answer) { actions.push_back(engine::Send{std::move(answer)}); }
  void tls_started() {}
  void peer_closed() { end("peer closed"); }
  void idle_expired() { end("idle"); }
  void shutting_down() { end("stopped"); }

  std::deque<Action> actions;
  std::string ending;

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

}  // namespace
}  // namespace mailstop::net
