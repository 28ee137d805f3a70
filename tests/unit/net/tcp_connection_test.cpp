#include "net/tcp_connection.hpp"

#include <gtest/gtest.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include "support/run_task.hpp"

namespace mailstop::net {
namespace {

using namespace std::chrono_literals;
using asio::ip::tcp;

// Two ends of one loopback connection: ours under test, theirs a plain socket.
struct TcpConnectionTest : testing::Test {
  asio::io_context context;
  tcp::socket theirs{context};
  std::optional<TcpConnection> ours;

  void SetUp() override {
    tcp::acceptor acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    theirs.connect(acceptor.local_endpoint());
    ours.emplace(acceptor.accept(), 50ms);
  }
  std::string read() {
    const auto task = [](TcpConnection& connection) -> Task<std::string> {
      co_return std::string(co_await connection.read());
    };
    return test::run_task(context, task(*ours));
  }
  bool write(std::string bytes) {
    const auto task = [](TcpConnection& connection, std::string text) -> Task<bool> {
      co_return co_await connection.write(text);
    };
    return test::run_task(context, task(*ours, std::move(bytes)));
  }
};

TEST_F(TcpConnectionTest, ReadsWhatArrives) {
  asio::write(theirs, asio::buffer("EHLO x\r\n", 8));
  EXPECT_EQ(read(), "EHLO x\r\n");
  EXPECT_EQ(ours->peer(), (Endpoint{"127.0.0.1", theirs.local_endpoint().port()}));
}

TEST_F(TcpConnectionTest, WaitsForBytesThatComeLater) {
  asio::post(context, [this] { asio::write(theirs, asio::buffer("later", 5)); });
  EXPECT_EQ(read(), "later");
}

TEST_F(TcpConnectionTest, ReadsNothingOnceThePeerHasClosed) {
  theirs.close();
  EXPECT_EQ(read(), "");
}

TEST_F(TcpConnectionTest, AnInterruptedReadLosesNothing) {
  asio::post(context, [this] { ours->interrupt_read(); });
  EXPECT_EQ(read(), "");
  asio::write(theirs, asio::buffer("kept", 4));
  EXPECT_EQ(read(), "kept");
}

TEST_F(TcpConnectionTest, WritesAllOfALongText) {
  const std::string text(4 << 20, 'x');
  std::string received(text.size(), '\0');
  std::thread reader([&] { asio::read(theirs, asio::buffer(received)); });
  EXPECT_TRUE(write(text));
  reader.join();
  EXPECT_EQ(received, text);
}

TEST_F(TcpConnectionTest, GivesUpOnAPeerThatNeverReads) {
  EXPECT_FALSE(write(std::string(64 << 20, 'x')));
}

TEST_F(TcpConnectionTest, ClosingDeliversTheLastReplyThoughInputIsUnread) {
  asio::write(theirs, asio::buffer("unread", 6));
  EXPECT_TRUE(write("221 bye\r\n"));
  test::run_task(context, ours->close());
  std::string last;
  boost::system::error_code error;
  asio::read(theirs, asio::dynamic_buffer(last), error);
  EXPECT_EQ(last, "221 bye\r\n");
  EXPECT_EQ(error, asio::error::eof);
}

}  // namespace
}  // namespace mailstop::net
