#include "net/listener.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "net/tcp_connection.hpp"
#include "support/run_task.hpp"

namespace mailstop::net {
namespace {

using namespace std::chrono_literals;
using asio::ip::tcp;
using testing::HasSubstr;

struct Folder {
  Folder() {
    std::string pattern = std::filesystem::temp_directory_path() / "mailstop-test-XXXXXX";
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no folder for the test");
    path = pattern;
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

Result<Listener> open(asio::io_context& context, const Endpoint& endpoint) {
  return Listener::open(context.get_executor(), endpoint);
}

TEST(Listener, SaysWhyItCannotListen) {
  asio::io_context context;
  const auto first = open(context, {"127.0.0.1", 0});
  ASSERT_TRUE(first.has_value());
  EXPECT_NE(first->local().port, 0);
  const auto second = open(context, first->local());
  ASSERT_FALSE(second.has_value());
  EXPECT_THAT(second.error().message, HasSubstr("another program listens there"));
  const auto foreign = open(context, {"192.0.2.1", 0});
  ASSERT_FALSE(foreign.has_value());
  EXPECT_THAT(foreign.error().message, HasSubstr("no such address"));
}

TEST(Listener, AcceptsUntilClosed) {
  asio::io_context context;
  auto listener = open(context, {"127.0.0.1", 0});
  ASSERT_TRUE(listener.has_value());
  tcp::socket client(context);
  client.connect({asio::ip::address_v4::loopback(), listener->local().port});
  std::vector<Endpoint> peers;
  test::run_task(context, listener->accept_loop([&](Socket socket) {
    peers.push_back(peer_of(socket));
    listener->close();
  }));
  EXPECT_THAT(peers, testing::ElementsAre(Endpoint{"127.0.0.1", client.local_endpoint().port()}));
}

TEST(Listener, GivesTcpSocketsToWhoNeedsThem) {
  asio::io_context context;
  auto listener = open(context, {"127.0.0.1", 0});
  ASSERT_TRUE(listener.has_value());
  tcp::socket client(context);
  client.connect({asio::ip::address_v4::loopback(), listener->local().port});
  std::optional<tcp::socket> ours;
  test::run_task(context, listener->accept_loop([&](Socket socket) {
    ours.emplace(to_tcp(std::move(socket)));
    listener->close();
  }));
  ASSERT_TRUE(ours && ours->is_open());
  EXPECT_EQ(ours->remote_endpoint(), client.local_endpoint());
}

class UnixListenerTest : public testing::Test {
 protected:
  Folder folder;
  asio::io_context context;
  const std::string path = folder.path / "mail.sock";
  const Endpoint endpoint = unix_endpoint(path);
};

TEST_F(UnixListenerTest, IsAFileForItsUserAndGroupThatGoesWithIt) {
  {
    const auto listener = open(context, endpoint);
    ASSERT_TRUE(listener.has_value()) << listener.error().message;
    EXPECT_EQ(listener->local(), endpoint);
    struct stat facts {};
    ASSERT_EQ(::stat(path.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode, static_cast<mode_t>(S_IFSOCK | 0660));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(UnixListenerTest, CarriesBytesAndNamesItsClientsByItself) {
  auto listener = open(context, endpoint);
  ASSERT_TRUE(listener.has_value());
  asio::local::stream_protocol::socket client(context);
  client.connect(asio::local::stream_protocol::endpoint(path));
  std::optional<TcpConnection> ours;
  test::run_task(context, listener->accept_loop([&](Socket socket) {
    ours.emplace(std::move(socket), 1s);
    listener->close();
  }));
  ASSERT_TRUE(ours.has_value());
  EXPECT_EQ(ours->peer(), endpoint);
  const auto write = [](TcpConnection& connection) -> Task<bool> {
    co_return co_await connection.write("hi");
  };
  EXPECT_TRUE(test::run_task(context, write(*ours)));
  char text[2];
  EXPECT_EQ(asio::read(client, asio::buffer(text)), 2u);
}

TEST_F(UnixListenerTest, ReplacesAFileOnWhichNobodyListens) {
  { asio::local::stream_protocol::acceptor killed(context, asio::local::stream_protocol::endpoint(path)); }
  ASSERT_TRUE(std::filesystem::exists(path));
  EXPECT_TRUE(open(context, endpoint).has_value());
}

TEST_F(UnixListenerTest, LeavesASocketInUseAndAnyOtherFileAlone) {
  const auto first = open(context, endpoint);
  ASSERT_TRUE(first.has_value());
  const auto second = open(context, endpoint);
  ASSERT_FALSE(second.has_value());
  EXPECT_THAT(second.error().message, HasSubstr("another program listens there"));
  EXPECT_TRUE(std::filesystem::exists(path));

  const std::string file = folder.path / "notes";
  std::ofstream(file) << "mine";
  const auto third = open(context, unix_endpoint(file));
  ASSERT_FALSE(third.has_value());
  EXPECT_THAT(third.error().message, HasSubstr("a file that is no socket"));
  EXPECT_EQ(std::filesystem::file_size(file), 4u);

  const auto nowhere = open(context, unix_endpoint(folder.path / "no" / "mail.sock"));
  ASSERT_FALSE(nowhere.has_value());
  EXPECT_THAT(nowhere.error().message, HasSubstr("there is no such folder"));
}

TEST_F(UnixListenerTest, DoesNotRemoveTheFileOfItsSuccessor) {
  auto first = open(context, endpoint);
  ASSERT_TRUE(first.has_value());
  ASSERT_EQ(::unlink(path.c_str()), 0);
  std::ofstream(path) << "another's";
  first->close();
  EXPECT_TRUE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace mailstop::net
