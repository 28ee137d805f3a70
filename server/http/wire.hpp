// What the parts of a session share: the socket with its timeouts, and writes that wait their turn.
#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/task.hpp"
#include "http/stream.hpp"

namespace mailstop::http {

class Wire {
 public:
  Wire(asio::ip::tcp::socket socket, Duration write_timeout);

  Stream& stream() { return stream_; }
  // What was read of the requests to come.
  boost::beast::flat_buffer& input() { return input_; }

  // The server's side of a TLS handshake, of which the first bytes are in input(). False when it fails.
  Task<bool> start_tls(const net::TlsContext& context);

  // Both, one after the other, in as few packets as it takes. False when the client is gone, or has taken
  // nothing for the write timeout. Two coroutines may write: the second waits for the first.
  Task<bool> write(std::string_view first, std::string_view second = {});
  bool is_writing() const { return is_writing_; }

  // Returns once the client has closed its side. A client that has sent more meanwhile is not watched any
  // further.
  Task<> wait_for_hang_up();

  // Lets the client read the last answer before the reset that unread bytes would cause.
  Task<> close_gently();

 private:
  class Turn;
  Task<bool> write_now(std::string_view first, std::string_view second);
  Task<bool> has_hung_up();
  Task<bool> has_hung_up_within_tls();
  Task<> say_goodbye();

  Stream stream_;
  boost::beast::flat_buffer input_;
  Duration write_timeout_;
  asio::steady_timer turn_;
  bool is_writing_ = false;
  bool is_broken_ = false;  // a write ended half way
};

}  // namespace mailstop::http
