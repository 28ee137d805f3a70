// One client connection: requests in order, one at a time, until either side closes. Owned by the coroutine
// of Server::serve, on the server's executor.
#pragma once
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <optional>

#include "http/router.hpp"
#include "http/settings.hpp"
#include "http/stop_signal.hpp"
#include "http/wire.hpp"

namespace mailstop::http {

class Session {
 public:
  // With a `tls` context the connection begins with a handshake; a plain request is told so.
  Session(asio::ip::tcp::socket socket, const Router& router, const Settings& settings,
          std::shared_ptr<const net::TlsContext> tls = nullptr);

  Task<> run();

  // Answers before anything is asked, and closes.
  Task<> refuse(Response response);

  // The request under way is the last one; an idle connection is closed, waiting requests and streams end
  // now.
  void stop();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using ErrorCode = boost::system::error_code;

  Task<bool> secure();
  Task<> point_to_https();
  Task<bool> wait_for_request();
  Task<ErrorCode> read_header();
  Task<ErrorCode> read_body(std::uint64_t limit);
  Task<> skip_body();

  Task<> serve_one();
  Task<> answer(Request& request);
  void tell(std::string_view route, const Request& request, const Response& response) const;
  Task<> run_and_write(const Route& route, Request& request);
  Task<std::optional<Response>> run_watched(const Route& route, const Request& request);
  Task<> reject(ErrorCode error, RouteTraits traits);
  Task<> write(const Request& request, Response response, std::string_view route = {});
  Task<> close();

  const Router& router_;
  const Settings& settings_;
  Wire wire_;
  StopSignal stop_;
  std::shared_ptr<const net::TlsContext> tls_;
  std::optional<Parser> parser_;
  const std::string client_address_;
  unsigned version_ = 11;
  bool is_idle_ = false;      // no byte of the next request has come
  bool keep_alive_ = true;    // another request may follow
  bool is_upgraded_ = false;  // the socket went to a WebSocket
};

}  // namespace mailstop::http
