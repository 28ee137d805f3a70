// PLAIN and LOGIN
#include "protocol/sasl/mechanism.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "protocol/sasl/offer.hpp"

namespace mailstop::sasl {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;

std::unique_ptr<Mechanism> make(std::string_view name) {
  return make_mechanism(name, Circumstances());
}

TEST(Plain, ClientSpeaksFirst) {
  EXPECT_EQ(make("PLAIN")->first_challenge(), "");
}

TEST(Plain, SplitsAtTheNulBytes) {
  const auto step = make("PLAIN")->respond("admin\0alice\0s e c r e t"s);
  const auto& claim = std::get<Claim>(step);
  EXPECT_EQ(claim.authorization_id, "admin");
  EXPECT_EQ(claim.user, "alice");
  EXPECT_EQ(claim.password, "s e c r e t");
}

TEST(Plain, TakesAnyPassword) {
  EXPECT_EQ(std::get<Claim>(make("PLAIN")->respond("\0alice\0"s)).password, "");
  EXPECT_EQ(std::get<Claim>(make("PLAIN")->respond("\0alice\0\xFF\x01"s)).password, "\xFF\x01");
}

TEST(Plain, RefusesOtherForms) {
  for (const auto& response : {""s, "alice"s, "alice\0secret"s, "\0alice\0secret\0"s, "\0\0secret"s,
                               "\0al\nice\0secret"s, "\0\xFF\0secret"s}) {
    const auto step = make("PLAIN")->respond(response);
    ASSERT_TRUE(std::holds_alternative<Malformed>(step)) << testing::PrintToString(response);
    EXPECT_THAT(std::get<Malformed>(step).reason, Not(HasSubstr("secret")));
  }
}

TEST(Login, AsksForUserThenPassword) {
  const auto login = make("LOGIN");
  EXPECT_EQ(login->first_challenge(), "Username:");
  EXPECT_EQ(std::get<Challenge>(login->respond("jörg")).bytes, "Password:");
  const auto step = login->respond("secret");
  EXPECT_EQ(std::get<Claim>(step).user, "jörg");
  EXPECT_EQ(std::get<Claim>(step).password, "secret");
}

TEST(Login, RefusesAUserNameThatIsNotText) {
  EXPECT_TRUE(std::holds_alternative<Malformed>(make("LOGIN")->respond("")));
  EXPECT_TRUE(std::holds_alternative<Malformed>(make("LOGIN")->respond("a\rb")));
  EXPECT_TRUE(std::holds_alternative<Malformed>(make("LOGIN")->respond("a\xE4")));
}

}  // namespace
}  // namespace mailstop::sasl
