#include <gmock/gmock.h>

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "http/server.hpp"
#include "net/tls_local.hpp"
#include "unit/http/live_server.hpp"

namespace mailstop::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class TlsClient {
 public:
  TlsClient(LiveServer& server, const std::string& ca_pem)
      : server_(server), stream_(server.context(), context_) {
    context_.add_certificate_authority(asio::buffer(ca_pem));
    stream_.set_verify_mode(asio::ssl::verify_peer);
    stream_.set_verify_callback(asio::ssl::host_name_verification("localhost"));
    stream_.next_layer().connect(tcp::endpoint(asio::ip::address_v4::loopback(), server.port()));
  }

  void shake_hands() { server_.run(shake_hands_now()); }
  void send(const std::string& bytes) { server_.run(send_all(bytes)); }
  Reply receive() { return server_.run(receive_one()); }
  Reply ask(const std::string& request) {
    send(request);
    return receive();
  }
  // How the server ends the connection: truncated without close_notify.
  error_code end() { return server_.run(read_end()); }
  // As browsers leave: close_notify and no waiting for the other one.
  void leave() {
    SSL_set_quiet_shutdown(stream_.native_handle(), 0);
    server_.run(shut_down());
  }

 private:
  Task<> shake_hands_now() {
    co_await stream_.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
  }
  Task<bool> send_all(std::string bytes) {
    co_await asio::async_write(stream_, asio::buffer(bytes), asio::use_awaitable);
    co_return true;
  }
  Task<Reply> receive_one() {
    boost::beast::http::response_parser<boost::beast::http::string_body> parser;
    parser.body_limit(boost::none);
    co_await boost::beast::http::async_read(stream_, buffer_, parser, asio::use_awaitable);
    Reply reply;
    reply.message = parser.release();
    reply.status = reply.message.result_int();
    co_return reply;
  }
  Task<error_code> read_end() {
    error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await stream_.async_read_some(buffer_.prepare(1), token);
    co_return error;
  }
  Task<> shut_down() {
    error_code ignored;
    auto token = asio::redirect_error(asio::use_awaitable, ignored);
    co_await stream_.async_shutdown(token);
    stream_.next_layer().close(ignored);
  }

  LiveServer& server_;
  asio::ssl::context context_{asio::ssl::context::tls_client};
  asio::ssl::stream<tcp::socket> stream_;
  boost::beast::flat_buffer buffer_;
};

class ServerTlsTest : public testing::Test {
 protected:
  ServerTlsTest() {
    auto local = std::make_unique<net::TlsLocal>("", std::vector<std::string>{"localhost"}, clock_);
    tls_ = net::TlsContextSource::open({}, std::move(local), clock_).value();
  }

  void start(Settings settings = {}) {
    server_ = std::make_unique<LiveServer>(std::move(settings), tls_);
    RouteTraits large;
    large.body_limit = 64 << 20;
    const Handler echo = [](const Request& request) { return ready(text_response(request.body)); };
    server_->route(Method::post, "/echo", echo, large);
    RouteTraits waiting;
    waiting.waits = true;
    auto wait = [this](const Request&) { return wait_until_released(); };
    server_->route(Method::get, "/wait", wait, waiting);
    server_->start();
  }
  TlsClient connect() { return TlsClient(*server_, tls_->authority_pem()); }

  Task<Response> wait_until_released() {
    struct Note {
      bool& flag;
      ~Note() { flag = true; }
    };
    const Note note{has_ended_};
    is_waiting_ = true;
    asio::steady_timer timer(co_await asio::this_coro::executor);
    while (!is_released_) {
      timer.expires_after(1ms);
      co_await timer.async_wait(asio::use_awaitable);
    }
    co_return text_response("released");
  }

  SystemClock clock_;
  std::shared_ptr<net::TlsContextSource> tls_;
  std::unique_ptr<LiveServer> server_;
  bool is_waiting_ = false;
  bool is_released_ = false;
  bool has_ended_ = false;
};

const std::string small = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello";
const std::string wait_request = "GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n";

TEST_F(ServerTlsTest, AnswersRequestsOneAfterTheOther) {
  start();
  auto client = connect();
  client.shake_hands();
  EXPECT_EQ(client.ask(small).body(), "hello");
  EXPECT_EQ(client.ask(small).body(), "hello");
  client.send(small + small);
  EXPECT_EQ(client.receive().body(), "hello");
  EXPECT_EQ(client.receive().body(), "hello");
}

TEST_F(ServerTlsTest, CarriesLargeBodies) {
  start();
  auto client = connect();
  client.shake_hands();
  const std::string body(3 << 20, 'x');
  const auto head =
      "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size());
  EXPECT_EQ(client.ask(head + "\r\n\r\n" + body).body(), body);
}

TEST_F(ServerTlsTest, SaysGoodbyeBeforeItCloses) {
  start();
  auto client = connect();
  client.shake_hands();
  const auto reply =
      client.ask("POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(client.end(), asio::error::eof) << "and not a truncated stream";
}

TEST_F(ServerTlsTest, TellsAPlainClientWhereToGo) {
  start();
  RawClient client(*server_);
  const auto reply = client.ask("GET /m/1?x=%22 HTTP/1.1\r\nHost: localhost:8025\r\n\r\n");
  EXPECT_EQ(reply.status, 400u);
  EXPECT_THAT(reply.body(), HasSubstr("https_required"));
  EXPECT_THAT(reply.body(), HasSubstr("https://localhost:8025/m/1?x=%22"));
  EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTlsTest, ClosesOnWhatIsNeitherTlsNorHttp) {
  start();
  for (const auto* garbage :
       {"hello\r\n\r\n", "\x16\x03\x01\xff\xff garbage", "\x16garbage that goes on and on"}) {
    RawClient client(*server_);
    client.send(garbage);
    client.socket().shutdown(tcp::socket::shutdown_send);
    EXPECT_THAT(client.rest(), testing::Not(HasSubstr("200 OK"))) << garbage;
  }
}

TEST_F(ServerTlsTest, BoundsAHandshakeInTime) {
  Settings settings;
  settings.read_timeout = 20ms;
  start(std::move(settings));
  RawClient silent(*server_);
  EXPECT_TRUE(silent.is_closed());
  RawClient half(*server_);
  half.send("\x16\x03\x01");
  EXPECT_TRUE(half.is_closed());
  server_->run_until([&] { return server_->server().connections() == 0; });
}

TEST_F(ServerTlsTest, FreesAWaitWhenTheClientLeaves) {
  start();
  auto client = connect();
  client.shake_hands();
  client.send(wait_request);
  server_->run_until([&] { return is_waiting_; });
  EXPECT_FALSE(has_ended_);
  client.leave();
  server_->run_until([&] { return has_ended_; });
  server_->run_until([&] { return server_->server().connections() == 0; });
  EXPECT_FALSE(is_released_);
}

TEST_F(ServerTlsTest, KeepsTheRequestThatComesDuringAWait) {
  start();
  auto client = connect();
  client.shake_hands();
  client.send(wait_request);
  server_->run_until([&] { return is_waiting_; });
  client.send(small);
  is_released_ = true;
  EXPECT_EQ(client.receive().body(), "released");
  EXPECT_EQ(client.receive().body(), "hello");
}

TEST_F(ServerTlsTest, StopsDuringAHandshake) {
  start();
  RawClient client(*server_);
  client.send("\x16\x03\x01");
  server_->run_until([&] { return server_->server().connections() == 1; });
  server_->run(server_->server().close(1h));
  EXPECT_EQ(server_->server().connections(), 0u);
}

}  // namespace
}  // namespace mailstop::http
