#include "http/event_stream.hpp"

#include <gmock/gmock.h>

#include <boost/beast/websocket.hpp>
#include <stdexcept>

#include "http/sse_stream.hpp"
#include "unit/http/live_server.hpp"

namespace mailstop::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
namespace websocket = boost::beast::websocket;

Task<> wait_for_ever() {
  asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
  co_await timer.async_wait(asio::use_awaitable);
}

Task<> write_two(EventStream& stream) {
  co_await stream.send(7, "hello", "{\"sequence\":7}");
  co_await stream.send(8, "", "{\"sequence\":8}");
}

// More than a socket takes at once, and sizes on both sides of where a frame's length changes its form.
Task<> write_batches(EventStream& stream) {
  std::uint64_t id = 0;
  for (int batch = 0; batch < 3; ++batch) {
    for (const size_t size : {0, 125, 126, 65'535, 65'536, 2'000'000}) {
      ++id;
      stream.add(id, "", "{\"" + std::string(size, 'x') + "\":" + std::to_string(id) + "}");
    }
    const bool is_open = co_await stream.flush();
    if (!is_open) co_return;
  }
}

Task<> write_one_and_stay(EventStream& stream) {
  co_await stream.send(1, "hello", "{\"sequence\":1}");
  co_await wait_for_ever();
}

Task<> write_until_refused(EventStream& stream, bool& was_refused) {
  const std::string json(100'000, 'x');
  for (bool is_open = true; is_open;) is_open = co_await stream.send(1, "", json);
  was_refused = true;
}

Task<> give_up(EventStream& stream) {
  co_await stream.send(1, "", "{}");
  stream.end_with(CloseCode::try_again_later, "too slow");
}

Task<> fail(EventStream& stream) {
  co_await stream.send(1, "", "{}");
  throw std::runtime_error("a bug");
}

// Says when the writer's coroutine is gone.
Task<> noting_end(EventWriter writer, EventStream& stream, bool& has_ended) {
  struct Note {
    bool& flag;
    ~Note() { flag = true; }
  };
  const Note note{has_ended};
  co_await writer(stream);
}

class EventStreamTest : public testing::Test {
 protected:
  void start(EventWriter writer, Settings settings = {}) {
    server_ = std::make_unique<LiveServer>(std::move(settings));
    EventWriter noting = [this, writer](EventStream& stream) {
      return noting_end(writer, stream, has_ended_);
    };
    RouteTraits guarded;
    guarded.same_origin = true;
    auto handler = [noting](const Request&) { return ready(event_response(noting)); };
    server_->route(Method::get, "/events", handler, guarded);
    server_->route(Method::get, "/plain", [](const Request&) { return ready(text_response("plain")); });
    server_->start();
  }
  std::string ask_sse(std::string_view extra = "") {
    return "GET /events HTTP/1.1\r\nHost: localhost\r\n" + std::string(extra) + "\r\n";
  }

  std::unique_ptr<LiveServer> server_;
  bool has_ended_ = false;
};

TEST(ToSse, WritesTheFields) {
  EXPECT_EQ(to_sse(5, "message.stored", "{}"), "id: 5\nevent: message.stored\ndata: {}\n\n");
  EXPECT_EQ(to_sse(5, "", "{\n}"), "id: 5\ndata: {\ndata: }\n\n");
}

TEST_F(EventStreamTest, SseIsChunkedAndTheConnectionLivesOn) {
  start(write_two);
  RawClient client(*server_);
  const auto reply = client.ask(ask_sse());
  EXPECT_EQ(reply.header("Content-Type"), "text/event-stream; charset=utf-8");
  EXPECT_EQ(reply.header("Cache-Control"), "no-store");
  EXPECT_EQ(reply.body(), "id: 7\nevent: hello\ndata: {\"sequence\":7}\n\nid: 8\ndata: {\"sequence\":8}\n\n");
  EXPECT_EQ(client.ask("GET /plain HTTP/1.1\r\nHost: localhost\r\n\r\n").body(), "plain");
}

TEST_F(EventStreamTest, SseOfAnOldClientEndsWithTheConnection) {
  start(write_two);
  RawClient client(*server_);
  client.send("GET /events HTTP/1.0\r\n\r\n");
  EXPECT_THAT(client.rest(),
              testing::EndsWith("\r\n\r\nid: 7\nevent: hello\ndata: {\"sequence\":7}\n\nid: 8\n"
                                "data: {\"sequence\":8}\n\n"));
}

TEST_F(EventStreamTest, SseHeadRunsNothing) {
  start(write_two);
  RawClient client(*server_);
  EXPECT_EQ(client.ask("HEAD /events HTTP/1.1\r\nHost: localhost\r\n\r\n", true).status, 200u);
  EXPECT_FALSE(has_ended_);
}

TEST_F(EventStreamTest, SseBeatsWhileNothingHappens) {
  Settings settings;
  settings.heartbeat = 5ms;
  start(write_one_and_stay, settings);
  RawClient client(*server_);
  client.send(ask_sse());
  client.receive_until("{\"sequence\":1}\n\n");
  client.receive_until(":\n\n");
  client.receive_until(":\n\n");
  EXPECT_FALSE(has_ended_);
}

TEST_F(EventStreamTest, SseWriterEndsWhenTheClientLeaves) {
  start(write_one_and_stay);
  RawClient client(*server_);
  client.send(ask_sse());
  client.receive_until("{\"sequence\":1}\n\n");
  client.socket().close();
  server_->run_until([&] { return has_ended_; });
  server_->run_until([&] { return server_->server().connections() == 0; });
}

TEST_F(EventStreamTest, SseEndsProperlyWhenTheServerStops) {
  start(write_one_and_stay);
  RawClient client(*server_);
  client.send(ask_sse());
  client.receive_until("{\"sequence\":1}\n\n");
  asio::co_spawn(server_->context(), server_->server().close(5s), asio::detached);
  EXPECT_EQ(client.rest(), "\r\n0\r\n\r\n");
  EXPECT_TRUE(has_ended_);
}

TEST_F(EventStreamTest, ASlowSseClientIsRefusedMore) {
  bool was_refused = false;
  Settings settings;
  settings.write_timeout = 30ms;
  start([&](EventStream& stream) { return write_until_refused(stream, was_refused); }, settings);
  RawClient client(*server_);
  client.send(ask_sse());
  server_->run_until([&] { return was_refused; });
  EXPECT_TRUE(has_ended_);
}

TEST_F(EventStreamTest, AFailingWriterEndsTheStreamOnly) {
  start(fail);
  RawClient client(*server_);
  EXPECT_EQ(client.ask(ask_sse()).body(), "id: 1\ndata: {}\n\n");
  EXPECT_EQ(client.ask("GET /plain HTTP/1.1\r\nHost: localhost\r\n\r\n").body(), "plain");
}

TEST_F(EventStreamTest, OtherSitesAreRefusedBothWays) {
  start(write_two);
  RawClient client(*server_);
  EXPECT_EQ(client.ask(ask_sse("Origin: https://evil.example\r\n")).status, 403u);
  EXPECT_EQ(client.ask(ask_sse("Sec-Fetch-Site: cross-site\r\n")).status, 403u);
  const auto upgrade = ask_sse(
      "Origin: http://localhost:3000\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
  EXPECT_EQ(client.ask(upgrade).status, 403u);
  EXPECT_FALSE(has_ended_);
}

class WebSocketTest : public EventStreamTest {
 protected:
  using Socket = websocket::stream<tcp::socket>;

  Socket connect(const std::string& target = "/events") {
    Socket socket(server_->context());
    socket.next_layer().connect(tcp::endpoint(asio::ip::address_v4::loopback(), server_->port()));
    server_->run(shake_hands(socket, target));
    return socket;
  }
  static Task<> shake_hands(Socket& socket, std::string target) {
    co_await socket.async_handshake("localhost", target, asio::use_awaitable);
  }
  std::string read(Socket& socket) { return server_->run(read_one(socket)); }
  // "" when closed, see socket.reason().
  static Task<std::string> read_one(Socket& socket) {
    boost::beast::flat_buffer buffer;
    error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await socket.async_read(buffer, token);
    if (error) co_return "";
    co_return boost::beast::buffers_to_string(buffer.data());
  }
  static Task<> write_one(Socket& socket, std::string text) {
    co_await socket.async_write(asio::buffer(text), asio::use_awaitable);
  }
};

TEST_F(WebSocketTest, SendsTextFramesAndCloses) {
  start(write_two);
  auto socket = connect();
  EXPECT_EQ(read(socket), "{\"sequence\":7}");
  EXPECT_TRUE(socket.got_text());
  EXPECT_EQ(read(socket), "{\"sequence\":8}");
  EXPECT_EQ(read(socket), "");
  EXPECT_EQ(socket.reason().code, websocket::close_code::normal);
  server_->run_until([&] { return server_->server().connections() == 0; });
}

TEST_F(WebSocketTest, WhatIsFlushedTogetherComesInOrder) {
  start(write_batches);
  auto socket = connect();
  socket.read_message_max(4 << 20);
  for (int id = 1; id <= 18; ++id) {
    server_->run(write_one(socket, "{}"));
    const auto message = read(socket);
    EXPECT_TRUE(message.ends_with("\":" + std::to_string(id) + "}")) << id << ": " << message.substr(0, 20);
  }
  EXPECT_EQ(read(socket), "");
  EXPECT_EQ(socket.reason().code, websocket::close_code::normal);
}

TEST_F(WebSocketTest, TheWriterChoosesHowItEnds) {
  start(give_up);
  auto socket = connect();
  EXPECT_EQ(read(socket), "{}");
  EXPECT_EQ(read(socket), "");
  EXPECT_EQ(socket.reason().code, websocket::close_code::try_again_later);
  EXPECT_EQ(socket.reason().reason, "too slow");
}

TEST_F(WebSocketTest, StoppingIsGoingAway) {
  start(write_one_and_stay);
  auto socket = connect();
  EXPECT_EQ(read(socket), "{\"sequence\":1}");
  asio::co_spawn(server_->context(), server_->server().close(5s), asio::detached);
  EXPECT_EQ(read(socket), "");
  EXPECT_EQ(socket.reason().code, websocket::close_code::going_away);
  server_->run_until([&] { return server_->server().connections() == 0; });
  EXPECT_TRUE(has_ended_);
}

TEST_F(WebSocketTest, WhatTheClientSaysIsDropped) {
  start(write_one_and_stay);
  auto socket = connect();
  for (int i = 0; i < 10; ++i) server_->run(write_one(socket, "{\"ignored\":true}"));
  EXPECT_EQ(read(socket), "{\"sequence\":1}");
  EXPECT_FALSE(has_ended_);
}

TEST_F(WebSocketTest, AMessageTooLongEndsIt) {
  start(write_one_and_stay);
  auto socket = connect();
  EXPECT_EQ(read(socket), "{\"sequence\":1}");
  EXPECT_THROW(server_->run(write_one(socket, std::string(8 << 20, 'x'))), boost::system::system_error);
  server_->run_until([&] { return has_ended_; });
}

TEST_F(WebSocketTest, TheWriterEndsWhenTheClientLeaves) {
  start(write_one_and_stay);
  auto socket = connect();
  EXPECT_EQ(read(socket), "{\"sequence\":1}");
  socket.next_layer().close();
  server_->run_until([&] { return has_ended_; });
  server_->run_until([&] { return server_->server().connections() == 0; });
}

TEST_F(WebSocketTest, ADeadClientIsFoundByPings) {
  Settings settings;
  settings.heartbeat = 20ms;
  start(write_one_and_stay, settings);
  auto socket = connect();  // never reads, so never answers a ping
  server_->run_until([&] { return has_ended_; });
}

TEST_F(WebSocketTest, ASlowClientEndsItsWriter) {
  bool was_refused = false;
  Settings settings;
  settings.heartbeat = 20ms;
  start([&](EventStream& stream) { return write_until_refused(stream, was_refused); }, settings);
  auto socket = connect();
  server_->run_until([&] { return has_ended_; });
  server_->run_until([&] { return server_->server().connections() == 0; });
}

TEST_F(WebSocketTest, AnUpgradeOfAPlainRouteIsAnsweredPlainly) {
  start(write_two);
  RawClient client(*server_);
  const auto reply = client.ask(
      "GET /plain HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  EXPECT_EQ(reply.body(), "plain");
}

TEST_F(WebSocketTest, AnUpgradeWithoutAKeyIsRefused) {
  start(write_two);
  RawClient client(*server_);
  const auto reply = client.ask(
      "GET /events HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  EXPECT_GE(reply.status, 400u);
  EXPECT_FALSE(has_ended_);
}

}  // namespace
}  // namespace mailstop::http
