#include "protocol/sasl/exchange.hpp"

#include <gtest/gtest.h>

#include "protocol/sasl/offer.hpp"

namespace mailstop::sasl {
namespace {

Exchange make_exchange(std::string_view mechanism) {
  return Exchange(make_mechanism(mechanism, Circumstances()));
}

TEST(Exchange, ChallengesAreBase64) {
  auto login = make_exchange("LOGIN");
  EXPECT_EQ(std::get<Continue>(login.start(std::nullopt)).challenge, "VXNlcm5hbWU6");
  EXPECT_EQ(std::get<Continue>(login.received("YWxpY2U=")).challenge, "UGFzc3dvcmQ6");
  EXPECT_EQ(std::get<Claim>(login.received("c2VjcmV0")).password, "secret");
}

TEST(Exchange, FirstChallengeOfAClientFirstMechanismIsEmpty) {
  EXPECT_EQ(std::get<Continue>(make_exchange("PLAIN").start(std::nullopt)).challenge, "");
}

TEST(Exchange, InitialResponseAnswersTheFirstChallenge) {
  EXPECT_EQ(std::get<Claim>(make_exchange("PLAIN").start("AGFsaWNlAHNlY3JldA==")).user, "alice");
  EXPECT_EQ(std::get<Continue>(make_exchange("LOGIN").start("YWxpY2U=")).challenge, "UGFzc3dvcmQ6");
}

TEST(Exchange, EqualsSignIsAnEmptyInitialResponse) {
  EXPECT_TRUE(std::holds_alternative<Malformed>(make_exchange("PLAIN").start("=")));
  const auto outcome = make_exchange("LOGIN").start("=");
  EXPECT_EQ(std::get<Malformed>(outcome).reason, "the user name is empty");
}

TEST(Exchange, StarCancels) {
  auto plain = make_exchange("PLAIN");
  plain.start(std::nullopt);
  EXPECT_TRUE(std::holds_alternative<Cancelled>(plain.received("*")));
}

TEST(Exchange, BadBase64IsMalformed) {
  for (const auto* line : {"a", "abc", "====", "YWxpY2U", "YWxpY2U=\r", "YWxp Y2U=", "*x"}) {
    EXPECT_TRUE(std::holds_alternative<Malformed>(make_exchange("LOGIN").received(line))) << line;
  }
}

TEST(Exchange, RefusedClaimEndsAtOnceOrAfterAChallenge) {
  auto plain = make_exchange("PLAIN");
  plain.start("AGFsaWNlAHNlY3JldA==");
  EXPECT_TRUE(std::holds_alternative<Disproven>(plain.rejected()));
  auto token = make_exchange("XOAUTH2");
  token.start("dXNlcj1hAWF1dGg9QmVhcmVyIHQBAQ==");
  EXPECT_TRUE(std::holds_alternative<Continue>(token.rejected()));
  EXPECT_TRUE(std::holds_alternative<Disproven>(token.received("AQ==")));
}

}  // namespace
}  // namespace mailstop::sasl
