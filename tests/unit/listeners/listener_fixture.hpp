// A listener on a thread of its own, blocking clients of it, and what it kept.
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <optional>
#include <string>
#include <thread>

#include "listeners/smtp_listener.hpp"
#include "mail/message_parser.hpp"
#include "support/manual_clock.hpp"
#include "support/memory_session_store.hpp"
#include "support/recording_store.hpp"

namespace mailstop::listeners {

using namespace std::chrono_literals;
using asio::ip::tcp;
using testing::HasSubstr;
using testing::StartsWith;

// A blocking SMTP client.
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
  void write(const std::string& bytes) { asio::write(socket_, asio::buffer(bytes)); }
  std::string say(const std::string& line) {
    write(line + "\r\n");
    return reply();
  }
  // Hangs up, and comes back when the server has noticed.
  void vanish() {
    socket_.shutdown(tcp::socket::shutdown_send);
    boost::system::error_code closed;
    while (!closed) socket_.read_some(asio::buffer(&last_byte_, 1), closed);
  }
  std::uint16_t port() const { return socket_.local_endpoint().port(); }

 private:
  tcp::socket socket_;
  std::string buffer_;
  char last_byte_ = 0;
};

class ListenerFixture : public testing::Test {
 protected:
  void start(SmtpListenerSettings settings = {}, SmtpSecrets secrets = {}) {
    mail::initialise_parser();
    settings.public_url = "http://mail.test";
    if (settings.ports.empty()) settings.ports.push_back({PortKind::smtp, {"127.0.0.1", 1025}});
    listener_.emplace(context_.get_executor(), workers_.get_executor(), mailroom_, std::move(settings),
                      std::move(secrets));
    thread_ = std::thread([this] { context_.run(); });
  }
  Client connect(std::size_t port = 0) {
    tcp::acceptor acceptor(client_context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    tcp::socket client(client_context_);
    client.connect(acceptor.local_endpoint());
    auto socket = std::make_shared<tcp::socket>(acceptor.accept(context_));
    asio::post(context_, [this, socket, port] { listener_->accept(std::move(*socket), port); });
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
  test::MemorySessionStore sessions_;
  events::Bus bus_;
  test::ManualClock clock_;
  mailroom::Mailroom mailroom_{store_, sessions_, bus_, clock_, workers_.get_executor()};
  std::optional<SmtpListener> listener_;
  std::thread thread_;
};

inline void begin_message(Client& client, const std::string& recipient = "b@y.test") {
  client.reply();
  client.say("EHLO client.test");
  client.say("MAIL FROM:<a@x.test>");
  client.say("RCPT TO:<" + recipient + ">");
  client.say("DATA");
}

}  // namespace mailstop::listeners
