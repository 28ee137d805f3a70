#include "net/tls_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailstop::net {
namespace {

using testing::Contains;
using testing::IsSupersetOf;
using testing::Not;

TEST(TlsNames, AreThoseOfThisMachineAndWhatIsAdded) {
  const auto names = list_tls_names({{"127.0.0.1", 25}, {"192.0.2.7", 25}}, {"Mail.Test", "localhost"});
  EXPECT_THAT(names, IsSupersetOf({"localhost", "127.0.0.1", "::1", "192.0.2.7", "mail.test"}));
  auto each_once = names;
  std::sort(each_once.begin(), each_once.end());
  EXPECT_EQ(std::unique(each_once.begin(), each_once.end()), each_once.end());
}

TEST(TlsNames, HoldTheAddressesOfTheMachineForAWildcard) {
  const auto names = list_tls_names({{"0.0.0.0", 25}, {"", 26}}, {});
  EXPECT_THAT(names, Not(Contains("0.0.0.0")));
  EXPECT_THAT(names, Not(Contains("")));
  EXPECT_THAT(names, Contains("127.0.0.1"));
}

TEST(TlsNames, KnowNoPathOfASocket) {
  EXPECT_THAT(list_tls_names({unix_endpoint("/run/mail.sock")}, {}), Not(Contains("unix")));
}

}  // namespace
}  // namespace mailstop::net
