#include "listeners/smtp_listener.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>

#include "base/log.hpp"
#include "base/random.hpp"
#include "listeners/offered_mechanisms.hpp"
#include "listeners/recorded_session.hpp"
#include "listeners/smtp_host.hpp"
#include "listeners/unreliable_connection.hpp"
#include "net/read_proxy_header.hpp"
#include "net/tcp_connection.hpp"
#include "net/tls_connection.hpp"

namespace mailstop::listeners {
namespace {

using namespace std::chrono_literals;

// A client that does not take a reply for so long has gone, or never reads.
constexpr auto write_timeout = 60s;

// A proxy has its header ready when it connects; a lost packet costs some seconds.
constexpr auto proxy_patience = 10s;

// Refusing costs a coroutine too, so a flood beyond the limit is simply closed.
constexpr std::size_t refusals_at_once = 256;

constexpr std::size_t entropy_size = 32;

smtp::Conclusion refused(std::string diagnosis) {
  return {smtp::Outcome::refused, std::move(diagnosis)};
}

}  // namespace

// Listed while its session runs, so that a shutdown reaches it and the limits count it.
class SmtpListener::Registration {
 public:
  Registration(SmtpListener& listener, net::SessionControl& control, const net::Endpoint& client)
      : listener_(listener), control_(control), address_(client.path.empty() ? client.host : "") {
    listener_.sessions_.insert(&control_);
    if (counts_address()) ++listener_.per_address_[address_];
  }
  Registration(const Registration&) = delete;
  Registration& operator=(const Registration&) = delete;
  ~Registration() {
    listener_.sessions_.erase(&control_);
    if (counts_address() && --listener_.per_address_[address_] == 0) listener_.per_address_.erase(address_);
  }

 private:
  bool counts_address() const {
    return listener_.reception_.settings.max_connections_per_address > 0 && !address_.empty();
  }

  SmtpListener& listener_;
  net::SessionControl& control_;
  const std::string address_;
};

// Listed while the header of a proxy is awaited, so that a shutdown need not wait for it.
class SmtpListener::Waiting {
 public:
  Waiting(SmtpListener& listener, net::Socket& socket) : listener_(listener), socket_(socket) {
    listener_.waiting_.insert(&socket_);
  }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() { listener_.waiting_.erase(&socket_); }

 private:
  SmtpListener& listener_;
  net::Socket& socket_;
};

SmtpListener::SmtpListener(asio::any_io_executor executor, asio::any_io_executor workers,
                           mailroom::Mailroom& mailroom, SmtpListenerSettings settings, SmtpSecrets secrets,
                           faults::Faults* faults)
    : reception_{mailroom,
                 std::move(settings),
                 std::move(workers),
                 std::move(secrets.users),
                 IdSource(mailroom.clock(), std::random_device{}()),
                 faults},
      tls_(std::move(secrets.tls)),
      gate_(executor) {
  for (const auto& port : reception_.settings.ports)
    ports_.push_back({port, session_settings(reception_.settings, port), net::to_text(port.endpoint)});
}

void SmtpListener::accept(net::Socket socket, std::size_t port) {
  if (gate_.count() < reception_.settings.max_connections + refusals_at_once)
    gate_.spawn("an SMTP session", serve(std::move(socket), ports_.at(port)));
}

Task<> SmtpListener::serve(net::Socket socket, const Port& port) {
  const auto peer = net::peer_of(socket);
  mail::SmtpSession start;
  start.protocol = to_text(port.settings.kind);
  start.listener = port.name;
  start.client_address = peer.host;
  start.client_port = peer.port;
  SessionLog log(reception_.mailroom, std::move(start));

  const auto origin = co_await find_origin(socket, port);
  if (!origin) {
    log.end(refused(
        fmt::format("The proxy at {} did not say who its client is ({}): let it send the header of the "
                    "PROXY protocol, or take the option proxy from this port",
                    net::to_text(peer), origin.error().message)));
    co_return;
  }
  log.session().client_address = origin->client.host;
  log.session().client_port = origin->client.port;

  net::TcpConnection tcp(std::move(socket), write_timeout);
  if (!needs_tls(port)) co_return co_await talk_unless_mishap(tcp, port, *origin, log);
  net::TlsConnection tls(tcp, tls_->current(net::TlsUse::mail));
  co_await talk_unless_mishap(tls, port, *origin, log);
}

// What a trusted proxy relays is not itself trusted, unless the header names another proxy of ours.
Task<Result<SmtpListener::Origin>> SmtpListener::find_origin(net::Socket& socket, const Port& port) {
  Origin origin;
  origin.client = net::peer_of(socket);
  origin.is_trusted = is_trusted(origin.client);
  if (!port.settings.expects_proxy || !origin.is_trusted) co_return origin;
  const Waiting waiting(*this, socket);
  auto header = co_await net::read_proxy_header(socket, is_stopping_ ? 0ms : proxy_patience);
  if (!header) co_return header.error();
  if (header->client) origin.client = std::move(*header->client);
  origin.is_trusted = header->client && is_trusted(origin.client);
  co_return origin;
}

Task<> SmtpListener::talk_unless_mishap(net::Connection& connection, const Port& port, Origin origin,
                                        SessionLog& log) {
  if (!reception_.faults || !reception_.faults->mishaps.is_on())
    co_return co_await talk(connection, port, std::move(origin), log);
  if (!reception_.faults->mishaps.accepts()) {
    log.end(
        refused("The server closed the connection at once, by chance, as --jim or /api/v2/jim told it to"));
    co_return co_await connection.close();
  }
  UnreliableConnection unreliable(connection, reception_.faults->mishaps);
  co_await talk(unreliable, port, std::move(origin), log);
  if (!unreliable.was_cut()) co_return;
  const bool was_delivered = log.session().outcome == smtp::Outcome::delivered;
  log.end({was_delivered ? smtp::Outcome::delivered : smtp::Outcome::refused,
           "The server cut the connection by chance, as --jim or /api/v2/jim told it to"});
}

Task<> SmtpListener::talk(net::Connection& connection, const Port& port, Origin origin, SessionLog& log) {
  auto obstacle = refused(find_obstacle(origin.client));
  if (!obstacle.diagnosis.empty()) co_return co_await turn_away(connection, port, std::move(obstacle), log);
  net::SessionControl control(connection);
  const Registration registration(*this, control, origin.client);
  RecordedSession session(settings_of_session(port), facts_of_session(origin, log), log, reception_.faults);
  SmtpHost host(reception_, log, origin.client);
  if (is_stopping_) control.stop();
  if (port.settings.kind == PortKind::smtps) {
    const bool is_secured = co_await net::upgrade(connection, session, host);
    if (!is_secured) co_return co_await connection.close();
  }
  co_await net::drive(connection, session, host, control, port.session.idle_timeout);
}

Task<> SmtpListener::turn_away(net::Connection& connection, const Port& port, smtp::Conclusion why,
                               SessionLog& log) {
  const auto reply =
      fmt::format("421 4.7.0 {} has too many connections, try again later", port.session.hostname);
  log.add({{smtp::Direction::server, reply}});
  log.end(std::move(why));
  if (port.settings.kind == PortKind::smtps) {
    const auto state = co_await connection.start_tls();
    if (!state) co_return;
  }
  const auto line = reply + "\r\n";
  const bool written = co_await connection.write(line);
  if (written) co_await connection.close();
}

// The diagnosis of a session that the limits turn away; "" for all others.
std::string SmtpListener::find_obstacle(const net::Endpoint& client) const {
  const auto& settings = reception_.settings;
  if (sessions_.size() >= settings.max_connections)
    return fmt::format(
        "The server has as many connections as it takes ({}): close some, or start it with a larger "
        "--max-connections",
        settings.max_connections);
  const auto same = per_address_.find(client.host);
  if (same != per_address_.end() && same->second >= settings.max_connections_per_address)
    return fmt::format(
        "The server has as many connections from {} as it takes ({}): let the client close some, or "
        "start the server with a larger --max-connections-per-address",
        client.host, settings.max_connections_per_address);
  return {};
}

bool SmtpListener::is_trusted(const net::Endpoint& client) const {
  const auto& proxies = reception_.settings.trusted_proxies;
  return std::any_of(proxies.begin(), proxies.end(),
                     [&](const net::AddressRange& range) { return range.contains(client.host); });
}

bool SmtpListener::needs_tls(const Port& port) const {
  return tls_ && (port.settings.kind == PortKind::smtps || port.session.starttls);
}

smtp::SessionSettings SmtpListener::settings_of_session(const Port& port) {
  auto settings = port.session;
  if (reception_.users) offer_mechanisms(settings, *reception_.users->users());
  return settings;
}

smtp::SessionFacts SmtpListener::facts_of_session(const Origin& origin, const SessionLog& log) const {
  smtp::SessionFacts facts;
  facts.connected_at = log.started_at();
  facts.is_trusted = origin.is_trusted;
  if (reception_.users) facts.entropy = random_bytes(entropy_size);
  return facts;
}

Task<> SmtpListener::close(std::chrono::milliseconds patience) {
  is_stopping_ = true;
  for (auto* const session : sessions_) session->stop();
  for (auto* const socket : waiting_) {
    boost::system::error_code ignored;
    socket->cancel(ignored);
  }
  co_await gate_.close(patience);
  if (reception_.discarded > 0)
    log::info("messages that --discard-domains or a routing rule dropped: {}", reception_.discarded);
}

}  // namespace mailstop::listeners
