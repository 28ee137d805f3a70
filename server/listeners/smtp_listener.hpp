// Runs an SMTP session for every connection that arrives. Thread: the executor's, on which everything here
// runs.
//
//   SmtpListener smtp(executor, mailroom, settings);
//   smtp.accept(std::move(socket));   // from any acceptor loop
//   co_await smtp.close(5s);          // 421 to idle sessions, a DATA in progress may finish, the rest is cut
#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <string>
#include <unordered_set>

#include "base/gate.hpp"
#include "mailroom/mailroom.hpp"
#include "net/drive.hpp"
#include "protocol/smtp/settings.hpp"

namespace mailstop::listeners {

struct SmtpListenerSettings {
  smtp::SessionSettings session;
  std::size_t max_connections = 2000;
  std::string public_url;  // of the inbox, without a final slash
};

class SmtpListener {
 public:
  SmtpListener(asio::any_io_executor executor, mailroom::Mailroom& mailroom, SmtpListenerSettings settings);

  // Above the connection limit the client is told 421 and closed.
  void accept(asio::ip::tcp::socket socket);

  std::size_t connections() const { return gate_.count(); }

  Task<> close(std::chrono::milliseconds patience);

 private:
  Task<> serve(asio::ip::tcp::socket socket);
  Task<> turn_away(asio::ip::tcp::socket socket);

  mailroom::Mailroom& mailroom_;
  const SmtpListenerSettings settings_;
  std::unordered_set<net::SessionControl*> sessions_;
  bool is_stopping_ = false;
  Gate gate_;
};

}  // namespace mailstop::listeners
