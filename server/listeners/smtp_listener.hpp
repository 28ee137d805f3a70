// Runs an SMTP or LMTP session for every connection that arrives, and writes each down. Thread: the
// executor's, on which everything here runs.
//
//   SmtpListener smtp(executor, workers, mailroom, settings, SmtpSecrets{});
//   smtp.accept(std::move(socket), 0);   // from any acceptor loop; the number is that of settings.ports
//   co_await smtp.close(5s);             // 421 to idle sessions, a DATA in progress may finish, the rest is
//   cut
#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/gate.hpp"
#include "listeners/reception.hpp"
#include "listeners/session_log.hpp"
#include "net/drive.hpp"
#include "net/socket.hpp"
#include "net/tls_context_source.hpp"
#include "protocol/smtp/facts.hpp"

namespace mailstop::listeners {

// What a listener knows and never tells.
struct SmtpSecrets {
  std::unique_ptr<UserFile> users;             // null: any credentials are good
  std::shared_ptr<net::TlsContextSource> tls;  // null: no port has TLS
};

class SmtpListener {
 public:
  // `settings.ports` hold the real addresses. `workers` runs what would hold up the network. `faults` outlive
  // the listener.
  SmtpListener(asio::any_io_executor executor, asio::any_io_executor workers, mailroom::Mailroom& mailroom,
               SmtpListenerSettings settings, SmtpSecrets secrets, faults::Faults* faults = nullptr);

  // Above the connection limits the client is told 421 and closed.
  void accept(net::Socket socket, std::size_t port);

  std::size_t connections() const { return gate_.count(); }
  // Messages that --discard-domains or a routing rule has dropped.
  std::uint64_t discarded() const { return reception_.discarded; }

  Task<> close(std::chrono::milliseconds patience);

 private:
  struct Port {
    PortSettings settings;
    smtp::SessionSettings session;
    std::string name;  // "127.0.0.1:1025"
  };
  // Who a connection is from.
  struct Origin {
    net::Endpoint client;
    bool is_trusted = false;
  };
  class Registration;
  class Waiting;

  Task<> serve(net::Socket socket, const Port& port);
  Task<Result<Origin>> find_origin(net::Socket& socket, const Port& port);
  Task<> talk(net::Connection& connection, const Port& port, Origin origin, SessionLog& log);
  Task<> talk_unless_mishap(net::Connection& connection, const Port& port, Origin origin, SessionLog& log);
  Task<> turn_away(net::Connection& connection, const Port& port, smtp::Conclusion why, SessionLog& log);
  std::string find_obstacle(const net::Endpoint& client) const;
  bool is_trusted(const net::Endpoint& client) const;
  bool needs_tls(const Port& port) const;
  smtp::SessionSettings settings_of_session(const Port& port);
  smtp::SessionFacts facts_of_session(const Origin& origin, const SessionLog& log) const;

  Reception reception_;
  const std::shared_ptr<net::TlsContextSource> tls_;
  std::vector<Port> ports_;
  std::unordered_set<net::SessionControl*> sessions_;
  std::unordered_map<std::string, std::size_t> per_address_;  // live sessions, when there is a limit
  std::unordered_set<net::Socket*> waiting_;                  // for the header of a proxy
  bool is_stopping_ = false;
  Gate gate_;
};

}  // namespace mailstop::listeners
