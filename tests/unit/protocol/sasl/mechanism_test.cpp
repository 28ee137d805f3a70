#include "protocol/sasl/mechanism.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailstop::sasl {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;

TEST(Mechanism, NamesAreFoundInAnyCase) {
  EXPECT_EQ(make_mechanism("plain")->name(), "PLAIN");
  EXPECT_EQ(make_mechanism("Login")->name(), "LOGIN");
  EXPECT_EQ(make_mechanism("CRAM-MD5"), nullptr);
  EXPECT_EQ(make_mechanism(""), nullptr);
}

TEST(Mechanism, EveryOfferedNameCanBeMade) {
  for (const auto name : mechanism_names) {
    const auto mechanism = make_mechanism(name);
    ASSERT_NE(mechanism, nullptr) << name;
    EXPECT_EQ(mechanism->name(), name);
  }
}

TEST(Plain, ClientSpeaksFirst) {
  EXPECT_EQ(make_mechanism("PLAIN")->first_challenge(), "");
}

TEST(Plain, SplitsAtTheNulBytes) {
  const auto step = make_mechanism("PLAIN")->respond("admin\0alice\0s e c r e t"s);
  const auto& claim = std::get<Claim>(step);
  EXPECT_EQ(claim.authorization_id, "admin");
  EXPECT_EQ(claim.user, "alice");
  EXPECT_EQ(claim.password, "s e c r e t");
}

TEST(Plain, TakesAnyPassword) {
  EXPECT_EQ(std::get<Claim>(make_mechanism("PLAIN")->respond("\0alice\0"s)).password, "");
  EXPECT_EQ(std::get<Claim>(make_mechanism("PLAIN")->respond("\0alice\0\xFF\x01"s)).password, "\xFF\x01");
}

TEST(Plain, RefusesOtherForms) {
  for (const auto& response : {""s, "alice"s, "alice\0secret"s, "\0alice\0secret\0"s, "\0\0secret"s,
                               "\0al\nice\0secret"s, "\0\xFF\0secret"s}) {
    const auto step = make_mechanism("PLAIN")->respond(response);
    ASSERT_TRUE(std::holds_alternative<Malformed>(step)) << testing::PrintToString(response);
    EXPECT_THAT(std::get<Malformed>(step).reason, Not(HasSubstr("secret")));
  }
}

TEST(Login, AsksForUserThenPassword) {
  const auto login = make_mechanism("LOGIN");
  EXPECT_EQ(login->first_challenge(), "Username:");
  EXPECT_EQ(std::get<Challenge>(login->respond("jörg")).bytes, "Password:");
  const auto step = login->respond("secret");
  EXPECT_EQ(std::get<Claim>(step).user, "jörg");
  EXPECT_EQ(std::get<Claim>(step).password, "secret");
}

TEST(Login, RefusesAUserNameThatIsNotText) {
  EXPECT_TRUE(std::holds_alternative<Malformed>(make_mechanism("LOGIN")->respond("")));
  EXPECT_TRUE(std::holds_alternative<Malformed>(make_mechanism("LOGIN")->respond("a\rb")));
  EXPECT_TRUE(std::holds_alternative<Malformed>(make_mechanism("LOGIN")->respond("a\xE4")));
}

}  // namespace
}  // namespace mailstop::sasl
