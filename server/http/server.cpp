#include "http/server.hpp"

#include "http/session.hpp"

namespace mailstop::http {
namespace {

// Above the cap a client is told so; above this many more it is not even that.
constexpr size_t most_refusals_at_once = 100;

}  // namespace

Server::Server(asio::any_io_executor executor, const Router& router, Settings settings,
               std::shared_ptr<net::TlsContextSource> tls)
    : router_(router), settings_(std::move(settings)), tls_(std::move(tls)), gate_(executor) {}

Server::~Server() = default;

void Server::accept(asio::ip::tcp::socket socket) {
  const size_t count = gate_.count();
  if (is_closing_ || count >= settings_.max_connections + most_refusals_at_once) return;
  gate_.spawn("HTTP session", serve(std::move(socket), count >= settings_.max_connections));
}

Task<> Server::serve(asio::ip::tcp::socket socket, bool is_refused) {
  Session session(std::move(socket), router_, settings_, tls_ ? tls_->current(net::TlsUse::web) : nullptr);
  struct Registration {
    std::list<Session*>& sessions;
    std::list<Session*>::iterator entry;
    ~Registration() { sessions.erase(entry); }
  };
  const Registration registration{sessions_, sessions_.insert(sessions_.end(), &session)};
  if (!is_refused) {
    if (is_closing_) session.stop();
    co_await session.run();
    co_return;
  }
  auto response =
      error_response(Status::service_unavailable, "too_many_connections",
                     "the server has as many connections as it may: try again when some are closed");
  co_await session.refuse(std::move(response));
}

Task<> Server::close(Duration patience) {
  is_closing_ = true;
  for (auto* session : sessions_) session->stop();
  co_await gate_.close(patience);
}

}  // namespace mailstop::http
