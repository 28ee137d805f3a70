#include "listeners/smtp_listener.hpp"

#include <fmt/format.h>

#include "listeners/smtp_host.hpp"
#include "net/tcp_connection.hpp"
#include "protocol/smtp/session.hpp"

namespace mailstop::listeners {
namespace {

using namespace std::chrono_literals;

// A client that does not take a reply for so long has gone, or never reads.
constexpr auto write_timeout = 60s;

// Refusing costs a coroutine too, so a flood beyond the limit is simply closed.
constexpr std::size_t refusals_at_once = 256;

// Listed while its session runs, so that a shutdown reaches it.
class Registration {
 public:
  Registration(std::unordered_set<net::SessionControl*>& sessions, net::SessionControl& control)
      : sessions_(sessions), control_(control) {
    sessions_.insert(&control_);
  }
  Registration(const Registration&) = delete;
  Registration& operator=(const Registration&) = delete;
  ~Registration() { sessions_.erase(&control_); }

 private:
  std::unordered_set<net::SessionControl*>& sessions_;
  net::SessionControl& control_;
};

}  // namespace

SmtpListener::SmtpListener(asio::any_io_executor executor, mailroom::Mailroom& mailroom,
                           SmtpListenerSettings settings)
    : mailroom_(mailroom), settings_(std::move(settings)), gate_(executor) {}

void SmtpListener::accept(asio::ip::tcp::socket socket) {
  if (sessions_.size() < settings_.max_connections) {
    gate_.spawn("an SMTP session", serve(std::move(socket)));
  } else if (gate_.count() < settings_.max_connections + refusals_at_once) {
    gate_.spawn("refusing an SMTP client", turn_away(std::move(socket)));
  }
}

Task<> SmtpListener::serve(asio::ip::tcp::socket socket) {
  net::TcpConnection connection(std::move(socket), write_timeout);
  net::SessionControl control(connection);
  const Registration registration(sessions_, control);
  SmtpHost host(mailroom_, connection.peer(), settings_.public_url);
  smtp::Session session(settings_.session);
  if (is_stopping_) control.stop();
  co_await net::drive(connection, session, host, control, settings_.session.idle_timeout);
}

Task<> SmtpListener::turn_away(asio::ip::tcp::socket socket) {
  net::TcpConnection connection(std::move(socket), write_timeout);
  const auto reply = fmt::format("421 4.7.0 {} too many connections (the limit is {}), try again later\r\n",
                                 settings_.session.hostname, settings_.max_connections);
  const bool written = co_await connection.write(reply);
  if (written) co_await connection.close();
}

Task<> SmtpListener::close(std::chrono::milliseconds patience) {
  is_stopping_ = true;
  for (auto* session : sessions_) session->stop();
  co_await gate_.close(patience);
}

}  // namespace mailstop::listeners
