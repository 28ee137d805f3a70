#include "net/socket_address.hpp"

#include <gtest/gtest.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

namespace mailstop::net {
namespace {

Endpoint of_internet(const char* host, std::uint16_t port) {
  return to_endpoint(asio::ip::tcp::endpoint(asio::ip::make_address(host), port));
}

TEST(SocketAddress, KeepsEveryByteOfAnAddress) {
  EXPECT_EQ(of_internet("192.0.2.7", 25), (Endpoint{"192.0.2.7", 25}));
  EXPECT_EQ(of_internet("::1", 1025), (Endpoint{"::1", 1025}));
  EXPECT_EQ(of_internet("2001:db8:1:2:3:4:5:6", 65535), (Endpoint{"2001:db8:1:2:3:4:5:6", 65535}));
}

TEST(SocketAddress, AnIpv4ClientOfADualStackSocketIsAnIpv4Client) {
  EXPECT_EQ(of_internet("::ffff:192.0.2.7", 25), (Endpoint{"192.0.2.7", 25}));
}

TEST(SocketAddress, KeepsThePathOfAUnixSocket) {
  EXPECT_EQ(to_endpoint(asio::local::stream_protocol::endpoint("/run/mail.sock")),
            unix_endpoint("/run/mail.sock"));
  EXPECT_EQ(to_endpoint(asio::local::stream_protocol::endpoint()), unix_endpoint({}));
}

}  // namespace
}  // namespace mailstop::net
