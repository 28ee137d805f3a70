#include "http/server.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "unit/http/live_server.hpp"

namespace mailstop::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Task<> write_three(BodySink& sink) {
  for (const auto* word : {"one ", "", "two ", "three"}) {
    const bool is_open = co_await sink.write(word);
    if (!is_open) co_return;
  }
}

Task<> write_and_fail(BodySink& sink) {
  co_await sink.write("half");
  throw std::runtime_error("the source broke");
}

Task<Response> wait_for_ever(const Request&, bool& was_cancelled) {
  struct Note {
    bool& flag;
    ~Note() { flag = true; }
  };
  const Note note{was_cancelled};
  asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
  co_await timer.async_wait(asio::use_awaitable);
  co_return text_response("never");
}

class ServerTest : public testing::Test {
 protected:
  void start(Settings settings = {}) {
    server_ = std::make_unique<LiveServer>(std::move(settings));
    server_->route(Method::get, "/hello", [](const Request& request) {
      return ready(text_response("hello " + request.client_address));
    });
    const Handler echo = [](const Request& request) { return ready(text_response(request.body)); };
    RouteTraits small;
    small.body_limit = 100;
    server_->route(Method::post, "/echo", echo, small);
    RouteTraits large;
    large.body_limit = 64 << 20;
    server_->route(Method::post, "/large", echo, large);
    server_->route(Method::get, "/throws",
                   [](const Request&) -> Task<Response> { throw std::runtime_error("x"); });
    server_->route(Method::get, "/stream", [](const Request&) {
      return ready({Status::ok, {{"Content-Type", "text/plain"}}, BodyWriter(write_three)});
    });
    server_->route(Method::get, "/broken", [](const Request&) {
      return ready({Status::ok, {}, BodyWriter(write_and_fail)});
    });
    RouteTraits waiting;
    waiting.waits = true;
    auto wait = [this](const Request& request) {
      is_waiting_ = true;
      return wait_for_ever(request, was_cancelled_);
    };
    server_->route(Method::get, "/wait", wait, waiting);
    server_->start();
  }

  std::unique_ptr<LiveServer> server_;
  bool is_waiting_ = false;
  bool was_cancelled_ = false;
};

TEST_F(ServerTest, AnswersWithLengthDateAndSafeHeaders) {
  start();
  RawClient client(*server_);
  const auto reply = client.ask("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(reply.body(), "hello 127.0.0.1");
  EXPECT_EQ(reply.header("Content-Length"), "15");
  EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff");
  EXPECT_THAT(std::string(reply.header("Date")), testing::EndsWith(" GMT"));
}

TEST_F(ServerTest, KeepsTheConnectionForFurtherRequests) {
  start();
  RawClient client(*server_);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(client.ask("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 200u);
    EXPECT_EQ(client.ask("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi").body(),
              "hi");
  }
  const auto last = client.ask("GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(last.header("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  start();
  RawClient client(*server_);
  client.send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none"
      "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"
      "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\ntw\r\n1\r\no\r\n0\r\n\r\n"
      "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.receive().body(), "one");
  EXPECT_EQ(client.receive().status, 404u);
  EXPECT_EQ(client.receive().body(), "two");
  EXPECT_THAT(client.receive().body(), StartsWith("hello"));
  EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTest, TakesARequestByteByByte) {
  start();
  RawClient client(*server_);
  for (const char c : std::string("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")) {
    client.send(std::string_view(&c, 1));
  }
  EXPECT_EQ(client.receive().body(), "hi");
}

TEST_F(ServerTest, HeadHasTheHeadersOfGetAndNoBody) {
  start();
  RawClient client(*server_);
  const auto head = client.ask("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n", true);
  EXPECT_EQ(head.header("Content-Length"), "15");
  EXPECT_EQ(client.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").body().size(), 15u);
  client.ask("HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n", true);
  EXPECT_EQ(client.ask("OPTIONS /hello HTTP/1.1\r\nHost: a\r\n\r\n").header("Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(client.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 200u);
}

TEST_F(ServerTest, StreamsABodyInChunks) {
  start();
  RawClient client(*server_);
  const auto reply = client.ask("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(reply.header("Transfer-Encoding"), "chunked");
  EXPECT_EQ(reply.body(), "one two three");
  EXPECT_EQ(client.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 200u);
}

TEST_F(ServerTest, StreamsToAnOldClientUntilItCloses) {
  start();
  RawClient client(*server_);
  client.send("GET /stream HTTP/1.0\r\n\r\n");
  const auto answer = client.rest();
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\none two three"));
  EXPECT_THAT(answer, Not(HasSubstr("chunked")));
}

TEST_F(ServerTest, ABodyThatBreaksLooksCutOff) {
  start();
  RawClient client(*server_);
  client.send("GET /broken HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto answer = client.rest();
  EXPECT_THAT(answer, HasSubstr("4\r\nhalf\r\n"));
  EXPECT_THAT(answer, Not(HasSubstr("\r\n0\r\n")));
}

TEST_F(ServerTest, AnExceptionIs500AndTheSessionLives) {
  start();
  RawClient client(*server_);
  const auto reply = client.ask("GET /throws HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(reply.status, 500u);
  EXPECT_THAT(reply.body(), HasSubstr("\"code\":\"internal\""));
  EXPECT_EQ(client.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 200u);
}

TEST_F(ServerTest, MalformedRequestsAre400WithTheEnvelope) {
  start();
  using namespace std::string_view_literals;
  for (
      const auto request :
      {"nonsense\r\n\r\n"sv, "GET /\r\n\r\n"sv, "GET / HTTP/2.5\r\nHost: a\r\n\r\n"sv,
       "G@T / HTTP/1.1\r\nHost: a\r\n\r\n"sv, "GET / HTTP/1.1\r\nHo st: a\r\n\r\n"sv,
       "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"sv, "GET /%2e%2e/x HTTP/1.1\r\nHost: a\r\n\r\n"sv,
       "GET /a%00 HTTP/1.1\r\nHost: a\r\n\r\n"sv, "GET / HTTP/1.1\r\n\r\n"sv,
       "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"sv, "BREW / HTTP/1.1\r\nHost: a\r\n\r\n"sv,
       "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"sv,
       "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"sv,
       "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"sv,
       "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"sv,
       "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"sv}) {
    RawClient client(*server_);
    const auto reply = client.ask(request);
    EXPECT_EQ(reply.status, 400u) << request;
    EXPECT_THAT(reply.body(), HasSubstr("{\"error\":{\"code\":")) << request;
  }
  RawClient client(*server_);
  EXPECT_EQ(client.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 200u);
}

TEST_F(ServerTest, AForeignHostIs421) {
  start();
  RawClient client(*server_);
  EXPECT_EQ(client.ask("GET /hello HTTP/1.1\r\nHost: evil.example\r\n\r\n").status, 421u);
  EXPECT_EQ(client.ask("GET http://evil.example/hello HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 421u);
  EXPECT_EQ(client.ask("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 200u);
}

TEST_F(ServerTest, HeadersBeyondTheLimitAre431) {
  Settings settings;
  settings.header_limit = 2000;
  start(settings);
  RawClient client(*server_);
  const auto reply =
      client.ask("GET /hello HTTP/1.1\r\nHost: a\r\nX: " + std::string(5000, 'x') + "\r\n\r\n");
  EXPECT_EQ(reply.status, 431u);
  EXPECT_EQ(reply.header("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
  RawClient endless(*server_);
  EXPECT_EQ(endless.ask("GET /hello HTTP/1.1\r\nHost: a\r\nX: " + std::string(5000, 'x')).status, 431u);
}

TEST_F(ServerTest, BodiesBeyondTheRoutesLimitAre413) {
  start();
  RawClient declared(*server_);
  const auto reply = declared.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n");
  EXPECT_EQ(reply.status, 413u);
  EXPECT_THAT(reply.body(), HasSubstr("100 bytes"));
  EXPECT_TRUE(declared.is_closed());
  RawClient chunked(*server_);
  EXPECT_EQ(chunked
                .ask("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" +
                     std::string(101, 'x') + "\r\n0\r\n\r\n")
                .status,
            413u);
  RawClient exact(*server_);
  EXPECT_EQ(exact.ask("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n" + std::string(100, 'x'))
                .status,
            200u);
}

TEST_F(ServerTest, ALargeBodyGoesInAndOut) {
  start();
  std::string body(3 << 20, '\0');
  for (size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>(i * 7);
  RawClient client(*server_);
  const auto head =
      "POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  const auto reply = client.ask(head + body);
  EXPECT_EQ(reply.status, 200u);
  EXPECT_TRUE(reply.body() == body);
}

TEST_F(ServerTest, ContinueIsSentWhenTheBodyIsWelcome) {
  start();
  RawClient client(*server_);
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("hi");
  EXPECT_EQ(client.receive().body(), "hi");
  RawClient refused(*server_);
  EXPECT_EQ(
      refused.ask("POST /no HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n").status,
      404u);
  EXPECT_TRUE(refused.is_closed());
}

TEST_F(ServerTest, TheBodyOfARefusedRequestIsSkipped) {
  start();
  RawClient client(*server_);
  client.send(
      "POST /no HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.receive().status, 404u);
  EXPECT_THAT(client.receive().body(), StartsWith("hello"));
}

TEST_F(ServerTest, SlowAndIdleClientsAreClosed) {
  Settings settings;
  settings.idle_timeout = 30ms;
  settings.read_timeout = 30ms;
  start(settings);
  RawClient idle(*server_);
  EXPECT_TRUE(idle.is_closed());
  RawClient in_headers(*server_);
  in_headers.send("GET /hello HTTP/1.1\r\n");
  EXPECT_TRUE(in_headers.is_closed());
  RawClient in_body(*server_);
  in_body.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
  EXPECT_TRUE(in_body.is_closed());
  RawClient after_answer(*server_);
  EXPECT_EQ(after_answer.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 200u);
  EXPECT_TRUE(after_answer.is_closed());
}

TEST_F(ServerTest, AClientThatDoesNotReadIsGivenUp) {
  Settings settings;
  settings.write_timeout = 30ms;
  start(settings);
  RawClient client(*server_);
  const std::string body(32 << 20, 'x');
  client.send("POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
              "\r\n\r\n" + body);
  server_->run_until([&] { return server_->server().connections() == 0; });
  EXPECT_LT(client.rest().size(), body.size());
}

TEST_F(ServerTest, AboveTheCapClientsAreToldSo) {
  Settings settings;
  settings.max_connections = 2;
  start(settings);
  RawClient first(*server_), second(*server_);
  EXPECT_EQ(first.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 200u);
  EXPECT_EQ(second.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 200u);
  {
    RawClient third(*server_);
    const auto reply = third.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(reply.status, 503u);
    EXPECT_THAT(reply.body(), HasSubstr("too_many_connections"));
  }
  first.socket().close();
  server_->run_until([&] { return server_->server().connections() == 1; });
  RawClient fourth(*server_);
  EXPECT_EQ(fourth.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 200u);
}

TEST_F(ServerTest, AWaitingRequestEndsWhenItsClientLeaves) {
  start();
  {
    RawClient client(*server_);
    client.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
    server_->run_until([&] { return is_waiting_; });
    EXPECT_FALSE(was_cancelled_);
  }
  server_->run_until([&] { return was_cancelled_; });
  server_->run_until([&] { return server_->server().connections() == 0; });
}

TEST_F(ServerTest, ClosingEndsIdleAndWaitingConnections) {
  start();
  RawClient idle(*server_), waiting(*server_);
  EXPECT_EQ(idle.ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 200u);
  waiting.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  server_->run_until([&] { return is_waiting_; });
  asio::co_spawn(server_->context(), server_->server().close(5s), asio::detached);
  EXPECT_EQ(waiting.receive().status, 503u);
  EXPECT_TRUE(was_cancelled_);
  EXPECT_TRUE(idle.is_closed());
  EXPECT_TRUE(waiting.is_closed());
  waiting.socket().close();
  server_->run_until([&] { return server_->server().connections() == 0; });
}

TEST_F(ServerTest, ClosingLetsARequestInProgressEnd) {
  start();
  RawClient client(*server_);
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nha");
  EXPECT_EQ(RawClient(*server_).ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 200u);
  asio::co_spawn(server_->context(), server_->server().close(5s), asio::detached);
  client.send("lf");
  const auto reply = client.receive();
  EXPECT_EQ(reply.body(), "half");
  EXPECT_EQ(reply.header("Connection"), "close");
  EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTest, ClosingCutsWhatTakesLongerThanThePatience) {
  start();
  RawClient client(*server_);
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nha");
  EXPECT_EQ(RawClient(*server_).ask("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 200u);
  server_->run(server_->server().close(20ms));
  EXPECT_EQ(server_->server().connections(), 0u);
  EXPECT_TRUE(client.is_closed());
}

}  // namespace
}  // namespace mailstop::http
