#include "http/client.hpp"

#include <gmock/gmock.h>

#include <cstdio>
#include <fstream>

#include "net/tls_context_source.hpp"
#include "net/tls_local.hpp"
#include "unit/http/live_server.hpp"

namespace mailstop::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

Question question_of(std::string target) {
  Question question;
  question.target = std::move(target);
  return question;
}

Task<Response> echo(const Request& request) {
  auto response = text_response(std::string(to_string(request.method)) + ' ' + request.target + ' ' +
                                request.content_type() + ' ' + request.body);
  response.headers.set("X-Agent", request.header("User-Agent"));
  co_return response;
}

Task<> write_two_events(EventStream& stream) {
  const std::string first = R"({"a":1})";
  const std::string second = R"({"a":2})";
  co_await stream.send(1, "one", first);
  co_await stream.send(2, "two", second);
}

Task<Response> stream_events(const Request&) {
  co_return event_response([](EventStream& stream) { return write_two_events(stream); });
}

Task<Response> refuse(const Request&) {
  co_return error_response(not_found("there is no such thing"));
}

class ClientTest : public testing::Test {
 protected:
  void start(std::shared_ptr<net::TlsContextSource> tls = nullptr) {
    server_ = std::make_unique<LiveServer>(Settings(), std::move(tls));
    server_->route(Method::get, "/echo", echo);
    server_->route(Method::post, "/echo", echo);
    server_->route(Method::get, "/events", stream_events);
    server_->route(Method::get, "/missing", refuse);
    server_->start();
  }

  Url url(std::string_view scheme, std::string path = {}) {
    return {scheme == "https", "127.0.0.1", server_->port(), std::move(path)};
  }

  Result<Answer> ask(const Client& client, Question question) {
    return server_->run(client.ask(std::move(question)));
  }

  std::unique_ptr<LiveServer> server_;
};

TEST_F(ClientTest, AsksAndIsAnswered) {
  start();
  const Client client(url("http"), nullptr);
  const auto answer = ask(client, question_of("/echo?a=1"));
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 200u);
  EXPECT_EQ(answer->body, "GET /echo?a=1  ");
  EXPECT_THAT(answer->content_type, testing::StartsWith("text/plain"));
}

TEST_F(ClientTest, SendsABody) {
  start();
  const Client client(url("http"), nullptr);
  auto question = question_of("/echo");
  question.method = Method::post;
  question.content_type = "application/json";
  question.body = std::string(100'000, 'x');
  const auto answer = ask(client, std::move(question));
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "POST /echo application/json " + std::string(100'000, 'x'));
}

TEST_F(ClientTest, PutsThePathOfTheUrlBefore) {
  start();
  const Client client(url("http", "/behind"), nullptr);
  const auto answer = ask(client, question_of("/echo"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 404u);
}

TEST_F(ClientTest, StreamsAnEventAfterTheOther) {
  start();
  const Client client(url("http"), nullptr);
  std::string received;
  const auto answer = server_->run(client.stream(question_of("/events"), [&](std::string_view bytes) {
    received += bytes;
    return true;
  }));
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 200u);
  EXPECT_EQ(answer->body, "");
  EXPECT_EQ(received, "id: 1\nevent: one\ndata: {\"a\":1}\n\nid: 2\nevent: two\ndata: {\"a\":2}\n\n");
}

TEST_F(ClientTest, EndsAStreamThatNobodyTakesAnyMore) {
  start();
  const Client client(url("http"), nullptr);
  int pieces = 0;
  const auto answer = server_->run(client.stream(question_of("/events"), [&](std::string_view) {
    ++pieces;
    return false;
  }));
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 200u);
  EXPECT_EQ(pieces, 1);
}

TEST_F(ClientTest, AnswersARefusedStreamWithItsBody) {
  start();
  const Client client(url("http"), nullptr);
  std::string received;
  const auto answer = server_->run(client.stream(question_of("/missing"), [&](std::string_view bytes) {
    received += bytes;
    return true;
  }));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 404u);
  EXPECT_THAT(answer->body, HasSubstr("there is no such thing"));
  EXPECT_EQ(received, "");
}

TEST_F(ClientTest, SaysThatNothingListens) {
  start();
  tcp::acceptor closed(server_->context(), tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  const auto port = closed.local_endpoint().port();
  closed.close();
  const auto answer = ask(Client({false, "127.0.0.1", port, ""}, nullptr), question_of("/echo"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::network);
  EXPECT_EQ(answer.error().message, fmt::format("nothing listens at http://127.0.0.1:{}", port));
}

TEST_F(ClientTest, GivesUpOnAServerThatDoesNotAnswer) {
  start();
  tcp::acceptor silent(server_->context(), tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  auto question = question_of("/echo");
  question.patience = 20ms;
  const auto answer =
      ask(Client({false, "127.0.0.1", silent.local_endpoint().port(), ""}, nullptr), question);
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().message, HasSubstr("no answer within 20ms"));
}

class TlsClientTest : public ClientTest {
 protected:
  TlsClientTest() {
    auto local = std::make_unique<net::TlsLocal>("", std::vector<std::string>{"localhost"}, clock_);
    tls_ = net::TlsContextSource::open({}, std::move(local), clock_).value();
    start(tls_);
    ca_file_ = testing::TempDir() + "mailstop-client-test.pem";
    std::ofstream(ca_file_) << tls_->authority_pem();
  }
  ~TlsClientTest() override { std::remove(ca_file_.c_str()); }

  Result<Answer> ask_over_tls(const std::string& host, const std::string& ca_file, net::Verify verify) {
    auto context = net::TlsClientContext::make(ca_file, verify);
    if (!context) return context.error();
    const Client client({true, host, server_->port(), ""}, *context);
    return ask(client, question_of("/echo"));
  }

  SystemClock clock_;
  std::shared_ptr<net::TlsContextSource> tls_;
  std::string ca_file_;
};

TEST_F(TlsClientTest, TrustsTheCaOfTheFile) {
  const auto answer = ask_over_tls("localhost", ca_file_, net::Verify::certificate);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->body, "GET /echo  ");
}

TEST_F(TlsClientTest, DoesNotTrustAnother) {
  const auto answer = ask_over_tls("localhost", "", net::Verify::certificate);
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().message, HasSubstr("its certificate is not trusted: "));
}

TEST_F(TlsClientTest, DoesNotTrustACertificateForAnotherName) {
  const auto answer = ask_over_tls("127.0.0.1", ca_file_, net::Verify::certificate);
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().message, HasSubstr("not trusted: IP address mismatch"));
}

TEST_F(TlsClientTest, TrustsEverybodyWhenAskedTo) {
  const auto answer = ask_over_tls("127.0.0.1", "", net::Verify::nothing);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 200u);
}

TEST_F(TlsClientTest, NamesAFileThatHoldsNoCa) {
  const auto answer = ask_over_tls("localhost", "/dev/null", net::Verify::certificate);
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().message, HasSubstr("/dev/null: it holds no certificate in PEM"));
}

}  // namespace
}  // namespace mailstop::http
