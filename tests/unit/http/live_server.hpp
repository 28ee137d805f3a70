// A Server on a loopback socket and clients that speak raw bytes to it, all on one thread. Nothing here
// sleeps: a step that does not end in time fails the test.
#pragma once
#include <gmock/gmock.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <memory>
#include <optional>
#include <string>

#include "http/server.hpp"

namespace mailstop::http {

using asio::ip::tcp;
using boost::system::error_code;

struct Reply {
  unsigned status = 0;
  boost::beast::http::response<boost::beast::http::string_body> message;

  std::string_view header(std::string_view name) const {
    const auto value = message[boost::beast::string_view(name.data(), name.size())];
    return {value.data(), value.size()};
  }
  const std::string& body() const { return message.body(); }
};

class LiveServer {
 public:
  explicit LiveServer(Settings settings = {}, std::shared_ptr<net::TlsContextSource> tls = nullptr)
      : settings_(std::move(settings)), tls_(std::move(tls)) {}
  LiveServer(const LiveServer&) = delete;
  LiveServer& operator=(const LiveServer&) = delete;
  ~LiveServer() {
    if (!server_) return;
    acceptor_.close();
    run(server_->close(std::chrono::milliseconds(0)));
    run(accepting_.close(std::chrono::milliseconds(0)));
  }

  asio::io_context& context() { return context_; }
  Router& router() { return router_; }
  Server& server() { return *server_; }
  unsigned short port() const { return acceptor_.local_endpoint().port(); }

  void route(Method method, std::string pattern, Handler handler, RouteTraits traits = {}) {
    router_.add({method, std::move(pattern), "*", std::move(handler), traits});
  }

  void start() {
    server_ = std::make_unique<Server>(context_.get_executor(), router_, settings_, tls_);
    accepting_.spawn("test acceptor", accept_loop());
  }

  // Throws what the task throws; false results of a test's own kind are for the test.
  template <class T>
  T run(Task<T> task) {
    std::optional<T> result;
    std::exception_ptr error;
    auto on_end = [&](std::exception_ptr e, T value) {
      error = e;
      if (!e) result.emplace(std::move(value));
    };
    asio::co_spawn(context_, std::move(task), on_end);
    run_until([&] { return result || error; });
    if (error) std::rethrow_exception(error);
    return std::move(*result);
  }
  void run(Task<> task) { run(to_true(std::move(task))); }

  template <class Condition>
  void run_until(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    context_.restart();
    while (!condition() && context_.run_one_until(deadline) > 0) {
    }
    if (!condition()) throw std::runtime_error("it did not happen in time");
  }

 private:
  static Task<bool> to_true(Task<> task) {
    co_await std::move(task);
    co_return true;
  }

  Task<> accept_loop() {
    error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    while (acceptor_.is_open()) {
      auto socket = co_await acceptor_.async_accept(token);
      if (!error) server_->accept(std::move(socket));
    }
  }

  Settings settings_;
  std::shared_ptr<net::TlsContextSource> tls_;
  asio::io_context context_{1};
  Router router_;
  tcp::acceptor acceptor_{context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  Gate accepting_{context_.get_executor()};
  std::unique_ptr<Server> server_;
};

class RawClient {
 public:
  explicit RawClient(LiveServer& server) : server_(server), socket_(server.context()) {
    socket_.connect(tcp::endpoint(asio::ip::address_v4::loopback(), server.port()));
  }

  tcp::socket& socket() { return socket_; }

  void send(std::string_view bytes) { server_.run(send_all(bytes)); }

  // The next answer; throws when the server closes instead.
  Reply receive(bool is_head = false) { return server_.run(receive_one(is_head)); }

  Reply ask(std::string_view request, bool is_head = false) {
    send(request);
    return receive(is_head);
  }

  // Everything until the server closes.
  std::string rest() { return server_.run(read_rest()); }
  bool is_closed() { return rest().empty(); }

  // Bytes as they come, until `end` has come.
  std::string receive_until(std::string_view end) { return server_.run(read_until(end)); }

 private:
  Task<bool> send_all(std::string_view bytes) {
    co_await asio::async_write(socket_, asio::buffer(bytes), asio::use_awaitable);
    co_return true;
  }
  Task<Reply> receive_one(bool is_head) {
    boost::beast::http::response_parser<boost::beast::http::string_body> parser;
    parser.skip(is_head);
    co_await boost::beast::http::async_read(socket_, buffer_, parser, asio::use_awaitable);
    Reply reply;
    reply.message = parser.release();
    reply.status = reply.message.result_int();
    co_return reply;
  }
  Task<std::string> read_rest() {
    std::string bytes = boost::beast::buffers_to_string(buffer_.data());
    buffer_.clear();
    error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await asio::async_read(socket_, asio::dynamic_buffer(bytes), token);
    co_return bytes;
  }
  Task<std::string> read_until(std::string_view end) {
    while (true) {
      auto bytes = boost::beast::buffers_to_string(buffer_.data());
      const auto at = bytes.find(end);
      if (at != std::string::npos) {
        buffer_.consume(at + end.size());
        bytes.resize(at + end.size());
        co_return bytes;
      }
      const size_t count = co_await socket_.async_read_some(buffer_.prepare(4096), asio::use_awaitable);
      buffer_.commit(count);
    }
  }

  LiveServer& server_;
  tcp::socket socket_;
  boost::beast::flat_buffer buffer_;
};

}  // namespace mailstop::http
