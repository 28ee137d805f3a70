// A Connection over another one that can turn to TLS: in the clear until start_tls(), encrypted afterwards.
// STARTTLS is drive() calling start_tls(); implicit TLS is the listener calling it before anything else.
// Same owner, thread and rules as the connection below, which must outlive it.
//
//   net::TlsConnection connection(tcp, tls->current(net::TlsUse::mail));
//   auto state = co_await connection.start_tls();   // Result<TlsState>
#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "base/deadline.hpp"
#include "net/connection.hpp"
#include "net/tls_context.hpp"

namespace mailstop::net {

class TlsSession;

class TlsConnection final : public Connection {
 public:
  // A null `context` means that start_tls() is refused.
  TlsConnection(Connection& lower, std::shared_ptr<const TlsContext> context,
                std::chrono::milliseconds handshake_timeout = std::chrono::seconds(30));
  ~TlsConnection() override;

  asio::any_io_executor executor() override { return lower_.executor(); }
  Endpoint peer() const override { return lower_.peer(); }
  Task<std::string_view> read() override;
  void interrupt_read() override;
  Task<bool> write(std::string_view bytes) override;
  Task<> close() override;
  Task<Result<TlsState>> start_tls() override;
  std::string failure() const override;

 private:
  Task<std::string_view> read_decrypted();
  Task<bool> write_encrypted(std::string_view bytes);
  Task<> close_encrypted();
  Task<Result<void>> shake_hands();
  std::string explain_silence() const;
  std::string_view decrypt(std::string_view records);
  Task<bool> flush();

  Connection& lower_;
  std::shared_ptr<const TlsContext> context_;
  const std::chrono::milliseconds handshake_timeout_;
  std::unique_ptr<TlsSession> tls_;  // null while in the clear
  std::string undecrypted_;          // what did not fit one read
  bool is_over_ = false;             // the peer said so, or a record could not be read
  bool is_timed_out_ = false;
  bool is_interrupted_ = false;  // since the last read() began
};

}  // namespace mailstop::net
