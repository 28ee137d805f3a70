#include "net/proxy_header.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>

#include "net/read_proxy_header.hpp"
#include "support/run_task.hpp"

namespace mailstop::net {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using asio::ip::tcp;
using testing::HasSubstr;

const std::string signature = "\r\n\r\n\0\r\nQUIT\n"s;

std::string binary(int command, int family, const std::string& rest) {
  const auto size = rest.size();
  return signature + static_cast<char>(command) + static_cast<char>(family) + static_cast<char>(size >> 8) +
         static_cast<char>(size & 0xff) + rest;
}

const std::string v4 =
    "\xC0\x00\x02\x01\xC6\x33\x64\x02\x12\x67\x00\x19"s;  // 192.0.2.1:4711 -> 198.51.100.2:25
const std::string v6 =
    "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01"s
    "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x02"s
    "\xff\xff\x00\x19"s;
const std::string tlvs = "\x03\x00\x04"s + "\x01\x02\x03\x04" + "\x02\x00\x09mail.test"s;

struct Good {
  std::string bytes;
  std::optional<Endpoint> client;
};

std::vector<Good> good() {
  return {
      {"PROXY TCP4 192.0.2.1 198.51.100.2 4711 25\r\n", Endpoint{"192.0.2.1", 4711}},
      {"PROXY TCP6 2001:db8::1 2001:db8::2 65535 25\r\n", Endpoint{"2001:db8::1", 65535}},
      {"PROXY UNKNOWN\r\n", std::nullopt},
      {"PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n", std::nullopt},
      {"PROXY TCP4 0.0.0.0 0.0.0.0 0 0\r\n", Endpoint{"0.0.0.0", 0}},
      {binary(0x21, 0x11, v4), Endpoint{"192.0.2.1", 4711}},
      {binary(0x21, 0x21, v6), Endpoint{"2001:db8::1", 65535}},
      {binary(0x21, 0x11, v4 + tlvs), Endpoint{"192.0.2.1", 4711}},
      {binary(0x21, 0x21, v6 + tlvs), Endpoint{"2001:db8::1", 65535}},
      {binary(0x21, 0x11, v4 + std::string(4000, 'x')), Endpoint{"192.0.2.1", 4711}},
      {binary(0x20, 0x00, ""), std::nullopt},                     // LOCAL
      {binary(0x20, 0x11, v4), std::nullopt},                     // LOCAL, whatever it says
      {binary(0x21, 0x00, ""), std::nullopt},                     // UNSPEC
      {binary(0x21, 0x12, v4), std::nullopt},                     // UDP
      {binary(0x21, 0x31, std::string(216, '/')), std::nullopt},  // a Unix socket
  };
}

TEST(ProxyHeader, SaysWhoTheClientIs) {
  for (const auto& [bytes, client] : good()) {
    const auto progress = parse_proxy_header(bytes);
    const auto* const header = std::get_if<ProxyHeader>(&progress);
    ASSERT_NE(header, nullptr) << bytes;
    EXPECT_EQ(header->client, client) << bytes;
  }
}

TEST(ProxyHeader, AsksForNoByteTooMuchWhereverItIsCut) {
  for (const auto& [bytes, client] : good()) {
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const auto progress = parse_proxy_header(bytes.substr(0, size));
      const auto* const more = std::get_if<ProxyIncomplete>(&progress);
      ASSERT_NE(more, nullptr) << bytes << " cut at " << size;
      EXPECT_GT(more->wanted, 0u);
      EXPECT_LE(size + more->wanted, bytes.size()) << bytes << " cut at " << size;
    }
  }
}

TEST(ProxyHeader, RefusesGarbage) {
  const std::pair<std::string, std::string> cases[] = {
      {"EHLO client.test\r\n", "does not begin"},
      {"PROXY\r\n", "does not begin"},
      {"proxy TCP4 192.0.2.1 198.51.100.2 4711 25\r\n", "does not begin"},
      {"PROXY TCP5 192.0.2.1 198.51.100.2 4711 25\r\n", "TCP4, TCP6 or UNKNOWN"},
      {"PROXY TCP4 192.0.2.1 198.51.100.2 4711\r\n", "two addresses"},
      {"PROXY TCP4 192.0.2.1 198.51.100.2 4711 25 x\r\n", "two addresses"},
      {"PROXY TCP4 192.0.2.1  198.51.100.2 4711 25\r\n", "two addresses"},
      {"PROXY TCP4 2001:db8::1 2001:db8::2 4711 25\r\n", "not one of TCP4"},
      {"PROXY TCP6 192.0.2.1 198.51.100.2 4711 25\r\n", "not one of TCP6"},
      {"PROXY TCP6 fe80::1%lo fe80::2 4711 25\r\n", "not one of TCP6"},
      {"PROXY TCP4 192.0.2 198.51.100.2 4711 25\r\n", "not one of TCP4"},
      {"PROXY TCP4 192.0.2.1 198.51.100.2 65536 25\r\n", "a port"},
      {"PROXY TCP4 192.0.2.1 198.51.100.2 0471 25\r\n", "a port"},
      {"PROXY TCP4 192.0.2.1 198.51.100.2 4711 25\n", "CRLF"},
      {"PROXY UNKNOWN " + std::string(100, 'x'), "too long"},
      {signature + "\x11\x11"s + "\0\0"s, "version or its command"},
      {signature + "\x22\x11"s + "\0\0"s, "version or its command"},
      {binary(0x21, 0x11, v4.substr(1)), "too short"},
      {binary(0x21, 0x21, v4), "too short"},
      {signature + "\x21\x11\xff\xff", "more than 4096"},
  };
  for (const auto& [bytes, reason] : cases) {
    const auto progress = parse_proxy_header(bytes);
    const auto* const error = std::get_if<Error>(&progress);
    ASSERT_NE(error, nullptr) << bytes;
    EXPECT_THAT(error->message, HasSubstr(reason)) << bytes;
  }
}

struct ReadProxyHeaderTest : testing::Test {
  asio::io_context context;
  tcp::socket theirs{context};
  std::optional<Socket> ours;

  void SetUp() override {
    tcp::acceptor acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    theirs.connect(acceptor.local_endpoint());
    ours.emplace(acceptor.accept());
  }
  Result<ProxyHeader> read(std::chrono::milliseconds patience = 1h) {
    return test::run_task(context, read_proxy_header(*ours, patience));
  }
};

TEST_F(ReadProxyHeaderTest, TakesTheHeaderAndNothingBehindIt) {
  for (const auto& [bytes, client] : good()) {
    asio::write(theirs, asio::buffer(bytes + "EHLO"));
    const auto header = read();
    ASSERT_TRUE(header.has_value()) << bytes << header.error().message;
    EXPECT_EQ(header->client, client);
    std::string rest(4, ' ');
    asio::read(*ours, asio::buffer(rest));
    EXPECT_EQ(rest, "EHLO") << bytes;
  }
}

TEST_F(ReadProxyHeaderTest, SaysThatTheHeaderWasCutOff) {
  asio::write(theirs, asio::buffer("PROXY TCP4 192.0.2.1"s));
  theirs.close();
  EXPECT_THAT(read().error().message, HasSubstr("the connection was closed after 20 bytes"));
}

TEST_F(ReadProxyHeaderTest, DoesNotWaitForEver) {
  EXPECT_THAT(read(1ms).error().message, HasSubstr("no more came in time after 0 bytes"));
}

}  // namespace
}  // namespace mailstop::net
