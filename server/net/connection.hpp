// A byte stream to one peer, as drive() needs it. Implementations: TcpConnection; tests have one in memory.
// One coroutine uses a connection at a time; everything runs on the connection's executor (one thread).
#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/task.hpp"
#include "net/endpoint.hpp"
#include "net/tls_state.hpp"

namespace mailstop::net {

class Connection {
 public:
  virtual ~Connection() = default;

  virtual asio::any_io_executor executor() = 0;
  virtual Endpoint peer() const = 0;

  // The next bytes, valid until the next suspension; empty when the peer has closed, the connection broke or
  // interrupt_read() was called.
  virtual Task<std::string_view> read() = 0;

  // Makes a pending read(), or the next one, return empty. What has arrived is not lost.
  virtual void interrupt_read() = 0;

  // False when the connection broke, or the peer did not take the bytes within the write timeout.
  virtual Task<bool> write(std::string_view bytes) = 0;

  // Flushes what the kernel holds and closes without resetting what the peer still sends.
  virtual Task<> close() = 0;

  // The server's side of a TLS handshake; from then on everything is encrypted. Nothing may have been read of
  // it. Errors are what the TLS library or the client's alert said, in lower case: "tlsv1 alert unknown ca",
  // "wrong version number", "timed out", "" when the client closed the connection.
  virtual Task<Result<TlsState>> start_tls();

  // Why read() or write() came to an end, when it was TLS: a client of TLS 1.3 refuses a certificate only
  // when the server's side of the handshake is done. In the words of start_tls(); "" when nothing of the kind
  // happened.
  virtual std::string failure() const { return {}; }
};

}  // namespace mailstop::net
