// The server's side of one TLS connection without I/O: records in, records out. Holds no buffers of its own
// while nothing is under way. Owner: TlsConnection.
#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "net/tls_context.hpp"
#include "net/tls_state.hpp"

namespace mailstop::net {

class TlsSession {
 public:
  enum class Progress {
    done,         // the handshake is done, or bytes were read
    wants_input,  // the next record is not whole yet
    over,         // the peer has said that it sends no more
    failed,
  };

  explicit TlsSession(std::shared_ptr<const TlsContext> context);
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  // What came from the peer; used by the calls below, and read() leaves what does not fit.
  void set_input(std::string_view records);
  std::string_view unused_input() const;

  Progress shake_hands();
  Progress read(std::span<char> into, std::size_t& size);
  bool has_plain_text() const;  // that read() gives without more input
  bool write(std::string_view plain_text);
  void shut_down();  // close_notify, RFC 8446 section 6.1

  // Records for the peer, also after a failure (an alert).
  std::string take_output();
  bool has_output() const;

  // Once the handshake is done.
  TlsState state() const;

  // In lower case; "" when nothing failed.
  const std::string& failure() const { return failure_; }
  bool has_sent_certificate() const;

 private:
  struct Channel;
  Progress judge(int result);
  std::string explain_failure() const;

  std::shared_ptr<const TlsContext> context_;
  std::unique_ptr<Channel> channel_;
  ssl_st* ssl_ = nullptr;
  std::string failure_;
};

}  // namespace mailstop::net
