// The bytes of one connection: TCP, and TLS over it from secure() on. Everything that Asio and Beast do with
// a stream works with it; times and closing are those of the TCP part. Owner: Wire, or a Client.
#pragma once
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/teardown.hpp>
#include <memory>
#include <string>
#include <utility>

#include "base/task.hpp"
#include "net/tls_stream.hpp"

namespace mailstop::http {

class Stream {
 public:
  using next_layer_type = boost::beast::tcp_stream;
  using executor_type = next_layer_type::executor_type;
  using Secured = net::TlsStream<next_layer_type&>;

  explicit Stream(asio::ip::tcp::socket socket) : tcp_(std::move(socket)) {}
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  executor_type get_executor() { return tcp_.get_executor(); }
  next_layer_type& next_layer() { return tcp_; }
  asio::ip::tcp::socket& socket() { return tcp_.socket(); }

  void expires_after(std::chrono::nanoseconds time) { tcp_.expires_after(time); }
  void expires_never() { tcp_.expires_never(); }
  void close() { tcp_.close(); }

  // The handshake is the caller's next step, on secured().
  void secure(const net::TlsContext& context) { tls_ = net::make_tls_stream(tcp_, context); }
  void secure(const net::TlsClientContext& context, const std::string& host) {
    tls_ = net::make_tls_stream(tcp_, context, host);
  }
  Secured* secured() { return tls_.get(); }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return asio::async_initiate<Token, void(boost::system::error_code, size_t)>(Read(this), token, buffers);
  }
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return asio::async_initiate<Token, void(boost::system::error_code, size_t)>(Write(this), token, buffers);
  }

 private:
  class Read {
   public:
    explicit Read(Stream* stream) : stream_(stream) {}
    template <class Handler, class Buffers>
    void operator()(Handler&& handler, const Buffers& buffers) const {
      if (stream_->tls_) return stream_->tls_->async_read_some(buffers, std::forward<Handler>(handler));
      stream_->tcp_.async_read_some(buffers, std::forward<Handler>(handler));
    }

   private:
    Stream* stream_;
  };
  class Write {
   public:
    explicit Write(Stream* stream) : stream_(stream) {}
    template <class Handler, class Buffers>
    void operator()(Handler&& handler, const Buffers& buffers) const {
      if (stream_->tls_) return stream_->tls_->async_write_some(buffers, std::forward<Handler>(handler));
      stream_->tcp_.async_write_some(buffers, std::forward<Handler>(handler));
    }

   private:
    Stream* stream_;
  };

  next_layer_type tcp_;
  std::unique_ptr<Secured> tls_;
};

// How Beast ends a WebSocket's connection (RFC 6455 section 7.1.1).
template <class Handler>
void async_teardown(boost::beast::role_type role, Stream& stream, Handler&& handler) {
  if (auto* tls = stream.secured()) return tls->async_shutdown(std::forward<Handler>(handler));
  using boost::beast::websocket::async_teardown;
  async_teardown(role, stream.next_layer(), std::forward<Handler>(handler));
}

}  // namespace mailstop::http
