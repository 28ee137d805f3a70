// Asks a web server: one connection for each request, with limits and times. Owner: whoever asks; the one
// executor that runs the tasks. Errors have the code network and begin with the server's address.
//
//   Client client(url, nullptr);
//   const auto answer = co_await client.ask(request);
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/request.hpp"
#include "http/url.hpp"
#include "net/tls_client_context.hpp"

namespace mailstop::http {

struct Question {
  Method method = Method::get;
  std::string target;  // behind the path of the URL, encoded: "/v1/messages?limit=1"
  Headers headers;     // besides Host, User-Agent and those of the body
  std::string content_type;
  std::string body;
  Duration patience{30'000};  // for the whole answer; of a stream, without a byte of it
};

struct Answer {
  unsigned status = 0;
  std::string content_type;
  std::string body;
};

class Client {
 public:
  static constexpr std::uint64_t longest_body = 512u << 20;

  // `tls` is for https and may be null otherwise.
  Client(Url url, std::shared_ptr<const net::TlsClientContext> tls)
      : url_(std::move(url)), tls_(std::move(tls)) {}

  const Url& url() const { return url_; }

  Task<Result<Answer>> ask(Question question) const;

  // Gives the body of a 200, however long, to `take` in pieces as they come, until the server ends it or
  // `take` answers false; the answer's own body is empty then. Any other status is answered as ask() does.
  using Take = std::function<bool(std::string_view)>;
  Task<Result<Answer>> stream(Question question, Take take) const;

 private:
  Url url_;
  std::shared_ptr<const net::TlsClientContext> tls_;
};

}  // namespace mailstop::http
