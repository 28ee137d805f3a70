#include "listeners/smtp_listener.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <thread>

#include "mail/message_parser.hpp"
#include "support/manual_clock.hpp"
#include "support/recording_store.hpp"
#include "support/run_task.hpp"

namespace mailstop::listeners {
namespace {

using namespace std::chrono_literals;
using asio::ip::tcp;
using testing::HasSubstr;
using testing::StartsWith;

// A blocking SMTP client; the listener runs on a thread of its own.
class Client {
 public:
  explicit Client(tcp::socket socket) : socket_(std::move(socket)) {}

  std::string reply() {
    for (std::string text;;) {
      boost::system::error_code error;
      const auto size = asio::read_until(socket_, asio::dynamic_buffer(buffer_), "\r\n", error);
      if (error) return text + "closed";
      const auto line = buffer_.substr(0, size);
      buffer_.erase(0, size);
      text += line;
      if (line.size() > 3 && line[3] == ' ') return text;
    }
  }
  std::string say(const std::string& line) {
    asio::write(socket_, asio::buffer(line + "\r\n"));
    return reply();
  }

 private:
  tcp::socket socket_;
  std::string buffer_;
};

class SmtpListenerTest : public testing::Test {
 protected:
  void start(SmtpListenerSettings settings = {}) {
    mail::initialise_parser();
    settings.public_url = "http://mail.test";
    listener_.emplace(context_.get_executor(), mailroom_, std::move(settings));
    thread_ = std::thread([this] { context_.run(); });
  }
  Client connect() {
    tcp::acceptor acceptor(client_context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    tcp::socket client(client_context_);
    client.connect(acceptor.local_endpoint());
    auto socket = std::make_shared<tcp::socket>(acceptor.accept(context_));
    asio::post(context_, [this, socket] { listener_->accept(std::move(*socket)); });
    return Client(std::move(client));
  }
  void stop() {
    asio::co_spawn(context_, listener_->close(5s), [this](std::exception_ptr) { work_.reset(); });
    thread_.join();
  }
  void TearDown() override {
    if (thread_.joinable()) stop();
    workers_.join();
  }

  asio::io_context context_, client_context_;
  asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(context_);
  asio::thread_pool workers_{1};
  test::RecordingStore store_;
  events::Bus bus_;
  test::ManualClock clock_;
  mailroom::Mailroom mailroom_{store_, bus_, clock_, workers_.get_executor()};
  std::optional<SmtpListener> listener_;
  std::thread thread_;
};

void begin_message(Client& client) {
  client.reply();
  client.say("EHLO client.test");
  client.say("MAIL FROM:<a@x.test>");
  client.say("RCPT TO:<b@y.test>");
  client.say("DATA");
}

TEST_F(SmtpListenerTest, StoresAMessageAndNamesItsPage) {
  start();
  auto client = connect();
  begin_message(client);
  EXPECT_EQ(client.say("Subject: hi\r\n\r\nbody\r\n."),
            "250 2.0.0 Ok: queued as 0000000000000001 http://mail.test/m/0000000000000001\r\n");
  EXPECT_THAT(client.say("QUIT"), StartsWith("221 "));
  stop();
  ASSERT_EQ(store_.kept.size(), 1u);
  const auto& message = store_.kept[0].message;
  EXPECT_EQ(message.raw, "Subject: hi\r\n\r\nbody\r\n");
  EXPECT_EQ(message.received_at, clock_.now());
  EXPECT_EQ(message.envelope.sender, "a@x.test");
  EXPECT_EQ(message.envelope.helo, "client.test");
  EXPECT_EQ(message.envelope.client_address, "127.0.0.1");
  EXPECT_NE(message.envelope.client_port, 0);
  EXPECT_EQ(message.parsed.subject, "hi");
}

TEST_F(SmtpListenerTest, NeverAcknowledgesWhatWasNotStored) {
  const std::pair<Error, std::string> cases[] = {{{Errc::storage_full, "the disk is full"}, "452 4.3.1"},
                                                 {{Errc::storage_failed, "the disk is broken"}, "451 4.3.0"}};
  start();
  for (const auto& [failure, code] : cases) {
    store_.failure = failure;
    auto client = connect();
    begin_message(client);
    const auto reply = client.say("Subject: hi\r\n\r\nbody\r\n.");
    EXPECT_THAT(reply, StartsWith(code));
    EXPECT_THAT(reply, HasSubstr(failure.message));
    EXPECT_THAT(client.say("QUIT"), StartsWith("221 "));
  }
}

TEST_F(SmtpListenerTest, TurnsClientsAwayAboveItsLimit) {
  SmtpListenerSettings settings;
  settings.max_connections = 1;
  start(std::move(settings));
  auto first = connect();
  EXPECT_THAT(first.reply(), StartsWith("220 "));
  auto second = connect();
  EXPECT_THAT(second.reply(), StartsWith("421 "));
  EXPECT_EQ(second.reply(), "closed");
  EXPECT_THAT(first.say("NOOP"), StartsWith("250 "));
}

TEST_F(SmtpListenerTest, TellsIdleClientsThatItStops) {
  start();
  auto client = connect();
  client.reply();
  client.say("EHLO client.test");
  asio::co_spawn(context_, listener_->close(5s), [this](std::exception_ptr) { work_.reset(); });
  EXPECT_THAT(client.reply(), StartsWith("421 "));
  EXPECT_EQ(client.reply(), "closed");
  thread_.join();
}

TEST_F(SmtpListenerTest, LetsAMessageInProgressFinishWhenItStops) {
  start();
  auto client = connect();
  begin_message(client);
  asio::co_spawn(context_, listener_->close(5s), [this](std::exception_ptr) { work_.reset(); });
  EXPECT_THAT(client.say("Subject: last\r\n\r\nbody\r\n."), StartsWith("250 "));
  EXPECT_THAT(client.reply(), StartsWith("421 "));
  thread_.join();
  EXPECT_EQ(store_.kept.size(), 1u);
}

}  // namespace
}  // namespace mailstop::listeners
