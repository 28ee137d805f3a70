// Every file of tests/transcripts/smtp that needs neither a clock nor a TLS handshake, through drive(): over
// a real socket, and over a connection of which each read and write fails in turn.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <thread>

#include "net/drive.hpp"
#include "net/tcp_connection.hpp"
#include "smtp_dialect.hpp"
#include "smtp_transcripts.hpp"
#include "support/memory_connection.hpp"
#include "support/run_task.hpp"
#include "support/scripted_host.hpp"
#include "support/transcript_client.hpp"

namespace mailstop::test {
namespace {

using namespace std::chrono_literals;
using asio::ip::tcp;
using Host = ScriptedHost<SmtpDialect>;

bool has_step(const Transcript& transcript, std::initializer_list<StepKind> kinds) {
  const auto is_one = [&](const Step& step) {
    return std::find(kinds.begin(), kinds.end(), step.kind) != kinds.end();
  };
  return std::any_of(transcript.steps.begin(), transcript.steps.end(), is_one);
}

std::vector<Transcript> read_without(std::initializer_list<StepKind> kinds) {
  auto transcripts = read_smtp_transcripts();
  std::erase_if(transcripts, [&](const Transcript& transcript) { return has_step(transcript, kinds); });
  return transcripts;
}

// One connection, served on a thread of its own, as the transcript says.
class SocketPlay {
 public:
  explicit SocketPlay(const Transcript& transcript)
      : transcript_(transcript),
        engine_(SmtpDialect::make_engine(transcript.settings)),
        host_(transcript, [this](const Step& step) { happen_while_asking(step); }),
        acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {}

  std::string play() {
    tcp::socket socket(client_context_);
    socket.connect(acceptor_.local_endpoint());
    client_.emplace(std::move(socket),
                    [this](const Step&) { asio::post(context_, [this] { control_->stop(); }); });
    connection_ = std::make_unique<net::TcpConnection>(acceptor_.accept(), 20s);
    control_ = std::make_unique<net::SessionControl>(*connection_);
    std::exception_ptr error;
    asio::co_spawn(context_, net::drive(*connection_, engine_, host_, *control_, 1h),
                   [&error](std::exception_ptr e) { error = e; });
    std::thread server([this] { context_.run(); });
    auto failure = client_->play(transcript_);
    client_->hang_up();
    server.join();
    if (error) std::rethrow_exception(error);
    return failure.empty() ? host_.failure : failure;
  }

 private:
  // On the server's thread.
  void happen_while_asking(const Step& step) {
    step.kind == StepKind::hangup ? client_->hang_up() : control_->stop();
  }

  const Transcript& transcript_;
  asio::io_context context_;
  asio::io_context client_context_;
  smtp::Session engine_;
  Host host_;
  tcp::acceptor acceptor_;
  std::optional<TranscriptClient> client_;
  std::unique_ptr<net::TcpConnection> connection_;
  std::unique_ptr<net::SessionControl> control_;
};

class SmtpOverSocket : public testing::TestWithParam<Transcript> {};

TEST_P(SmtpOverSocket, Plays) {
  EXPECT_EQ(SocketPlay(GetParam()).play(), "");
}

INSTANTIATE_TEST_SUITE_P(Smtp, SmtpOverSocket,
                         testing::ValuesIn(read_without({StepKind::idle, StepKind::tls})), to_test_name);

class SmtpOverBrokenConnection : public testing::TestWithParam<Transcript> {};

// Gives how many reads and writes there were.
int play_until(const Transcript& transcript, int fails_at, std::string& failure, std::size_t& questions) {
  asio::io_context context;
  MemoryConnection connection(context.get_executor());
  for (const auto& step : transcript.steps) {
    if (step.kind == StepKind::client_sends) connection.input.push_back(step.text);
  }
  connection.fails_at = fails_at;
  net::SessionControl control(connection);
  auto engine = SmtpDialect::make_engine(transcript.settings);
  Host host(transcript, [](const Step&) {});
  run_task(context, net::drive(connection, engine, host, control, 1h));
  failure = host.failure;
  questions = host.count;
  return connection.steps;
}

// What is asked stays what is written, so nothing is stored that was not sent whole, and nothing twice.
TEST_P(SmtpOverBrokenConnection, EndsWhereverItBreaks) {
  std::string failure;
  std::size_t all = 0;
  const int steps = play_until(GetParam(), -1, failure, all);
  ASSERT_EQ(failure, "");
  for (int broken = 0; broken < steps; ++broken) {
    std::size_t asked = 0;
    EXPECT_LE(play_until(GetParam(), broken, failure, asked), steps) << "after " << broken;
    EXPECT_EQ(failure, "") << "after " << broken;
    EXPECT_LE(asked, all) << "after " << broken;
  }
}

INSTANTIATE_TEST_SUITE_P(Smtp, SmtpOverBrokenConnection,
                         testing::ValuesIn(read_without({StepKind::idle, StepKind::tls, StepKind::shutdown,
                                                         StepKind::hangup})),
                         to_test_name);

}  // namespace
}  // namespace mailstop::test
