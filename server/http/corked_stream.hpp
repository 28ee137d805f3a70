// The stream below a WebSocket, which can hold back what is written to it and send that as one. Beast writes
// one message at a time; the system call is most of what each costs, and its own work most of the rest.
//
//   stream.cork(); co_await socket.async_write(first); stream.hold_back(frames); co_await stream.uncork();
//
// The first message goes through Beast, which waits until a frame of its own (a pong) is written: behind it
// all frames come one after the other through here.
#pragma once
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "base/task.hpp"
#include "http/stream.hpp"

namespace mailstop::http {

class CorkedStream {
 public:
  using next_layer_type = Stream;
  using executor_type = Stream::executor_type;

  explicit CorkedStream(Stream& lower) : lower_(lower) {}

  executor_type get_executor() { return lower_.get_executor(); }
  next_layer_type& next_layer() { return lower_; }

  void cork() { is_corked_ = true; }

  // Whole frames, when a message is held back already. False when there is no room for them.
  bool hold_back(std::string_view frames) {
    if (!has_room_for(frames.size())) return false;
    held_back_.append(frames);
    return true;
  }

  // Sends what was held back. When it is cancelled, nothing is lost: the next call goes on where it was.
  // Within TLS nobody knows how far it came; then everything fails from there on.
  Task<boost::system::error_code> uncork() {
    boost::system::error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    if (is_broken_) co_return asio::error::make_error_code(asio::error::connection_aborted);
    while (!sending_.empty() || !held_back_.empty()) {
      if (sending_.empty()) sending_.swap(held_back_);
      const auto sent = co_await asio::async_write(lower_, asio::buffer(sending_), token);
      sending_.erase(0, sent);
      is_broken_ = error && lower_.secured();
      if (error) co_return error;
    }
    is_corked_ = false;
    co_return error;
  }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return lower_.async_read_some(buffers, std::forward<Token>(token));
  }
  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return asio::async_initiate<Token, void(boost::system::error_code, size_t)>(Write(this), token, buffers);
  }

 private:
  // Far more than one batch of messages: only a client that sends pings and reads nothing gets here.
  static constexpr size_t most_held_back = 64 << 20;

  bool has_room_for(size_t size) const { return !is_broken_ && held_back_.size() + size <= most_held_back; }

  class Write {
   public:
    explicit Write(CorkedStream* stream) : stream_(stream) {}
    template <class Handler, class Buffers>
    void operator()(Handler&& handler, const Buffers& buffers) const {
      if (!stream_->is_corked_)
        return stream_->lower_.async_write_some(buffers, std::forward<Handler>(handler));
      const auto size = boost::beast::buffer_bytes(buffers);
      const bool has_room = stream_->has_room_for(size);
      if (has_room) stream_->append(buffers);
      const boost::system::error_code error =
          has_room ? boost::system::error_code() : asio::error::make_error_code(asio::error::no_buffer_space);
      asio::post(stream_->get_executor(), boost::beast::bind_front_handler(std::forward<Handler>(handler),
                                                                           error, has_room ? size : 0));
    }

   private:
    CorkedStream* stream_;
  };

  template <class Buffers>
  void append(const Buffers& buffers) {
    for (const auto buffer : boost::beast::buffers_range_ref(buffers))
      held_back_.append(static_cast<const char*>(buffer.data()), buffer.size());
  }

  Stream& lower_;
  std::string held_back_;
  std::string sending_;
  bool is_corked_ = false;  // and so it stays when it is broken
  bool is_broken_ = false;
};

template <class Handler>
void async_teardown(boost::beast::role_type role, CorkedStream& stream, Handler&& handler) {
  async_teardown(role, stream.next_layer(), std::forward<Handler>(handler));
}

}  // namespace mailstop::http
