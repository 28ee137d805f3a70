#include "http/client.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>

#include "base/quantity.hpp"
#include "base/version.hpp"
#include "http/stream.hpp"

namespace mailstop::http {
namespace {

namespace beast = boost::beast;
using boost::system::error_code;
using AnswerParser = beast::http::response_parser<beast::http::buffer_body>;

constexpr Duration connect_patience{10'000};

Error network(std::string message) {
  return {Errc::network, std::move(message)};
}

// One request and its answer.
class Exchange {
 public:
  Exchange(const Url& url, const net::TlsClientContext* tls, const Question& question,
           asio::any_io_executor executor)
      : url_(url), tls_(tls), question_(question), stream_(asio::ip::tcp::socket(executor)) {
    parser_.body_limit(Client::longest_body);
  }

  Task<Result<Answer>> run(const Client::Take& take) {
    const auto connected = co_await connect();
    if (!connected) co_return connected.error();
    const auto asked = co_await ask();
    if (!asked) co_return asked.error();
    Answer answer;
    answer.status = parser_.get().result_int();
    answer.content_type = std::string(parser_.get()[beast::http::field::content_type]);
    const bool is_streamed = take && answer.status == 200;
    const Client::Take keep = [&answer](std::string_view bytes) {
      answer.body += bytes;
      return true;
    };
    if (is_streamed) parser_.body_limit(boost::none);
    const auto read = co_await read_body(is_streamed ? take : keep, is_streamed);
    if (!read) co_return read.error();
    stream_.close();
    co_return answer;
  }

 private:
  auto token() { return asio::redirect_error(asio::use_awaitable, error_); }

  Task<Result<void>> connect() {
    asio::ip::tcp::resolver resolver(stream_.get_executor());
    const auto port = std::to_string(url_.port);
    const auto endpoints = co_await resolver.async_resolve(url_.host, port, token());
    if (error_) co_return network(fmt::format("{}: there is no host {}", to_text(url_), url_.host));
    stream_.expires_after(connect_patience);
    co_await stream_.next_layer().async_connect(endpoints, token());
    if (error_ == asio::error::connection_refused)
      co_return network(fmt::format("nothing listens at {}", to_text(url_)));
    if (error_) co_return broken("cannot connect", connect_patience);
    if (url_.is_secure) co_return co_await shake_hands();
    co_return Result<void>();
  }

  Task<Result<void>> shake_hands() {
    stream_.secure(*tls_, url_.host);
    co_await stream_.secured()->async_handshake(net::tls_client_side, token());
    if (!error_) co_return Result<void>();
    const auto distrust = net::TlsClientContext::distrust_of(stream_.secured()->native_handle());
    if (distrust.empty()) co_return broken("TLS failed", connect_patience);
    co_return network(fmt::format("{}: its certificate is not trusted: {}", to_text(url_), distrust));
  }

  Task<Result<void>> ask() {
    beast::http::request<beast::http::string_body> request(question_.method, url_.path + question_.target,
                                                           11);
    for (const auto& header : question_.headers) request.set(header.name, header.value);
    request.set(beast::http::field::host, authority_of(url_));
    request.set(beast::http::field::user_agent, fmt::format("mailstop/{}", version));
    if (!question_.content_type.empty())
      request.set(beast::http::field::content_type, question_.content_type);
    request.keep_alive(false);
    request.body() = question_.body;
    request.prepare_payload();
    stream_.expires_after(question_.patience);
    co_await beast::http::async_write(stream_, request, token());
    // A server that refuses a body may answer before it has read it.
    if (error_ && error_ != asio::error::broken_pipe && error_ != asio::error::connection_reset)
      co_return broken("the request was not taken", question_.patience);
    co_await beast::http::async_read_header(stream_, buffer_, parser_, token());
    if (error_) co_return broken("no answer", question_.patience);
    co_return Result<void>();
  }

  Task<Result<void>> read_body(const Client::Take& take, bool is_streamed) {
    std::array<char, 16384> piece;
    while (!parser_.is_done()) {
      auto& body = parser_.get().body();
      body.data = piece.data();
      body.size = piece.size();
      if (is_streamed) stream_.expires_after(question_.patience);
      co_await beast::http::async_read_some(stream_, buffer_, parser_, token());
      if (error_ && error_ != beast::http::error::need_buffer)
        co_return broken("the answer broke off", question_.patience);
      const auto size = piece.size() - body.size;
      if (size > 0 && !take({piece.data(), size})) break;
    }
    co_return Result<void>();
  }

  Error broken(std::string_view what, Duration patience) const {
    if (error_ == beast::error::timeout)
      return network(fmt::format("{}: {} within {}", to_text(url_), what, mailstop::to_text(patience)));
    return network(fmt::format("{}: {}: {}", to_text(url_), what, error_.message()));
  }

  const Url& url_;
  const net::TlsClientContext* tls_;
  const Question& question_;
  Stream stream_;
  beast::flat_buffer buffer_;
  AnswerParser parser_;
  error_code error_;
};

}  // namespace

Task<Result<Answer>> Client::ask(Question question) const {
  const auto executor = co_await asio::this_coro::executor;
  const Take nothing;
  Exchange exchange(url_, tls_.get(), question, executor);
  co_return co_await exchange.run(nothing);
}

Task<Result<Answer>> Client::stream(Question question, Take take) const {
  const auto executor = co_await asio::this_coro::executor;
  Exchange exchange(url_, tls_.get(), question, executor);
  co_return co_await exchange.run(take);
}

}  // namespace mailstop::http
