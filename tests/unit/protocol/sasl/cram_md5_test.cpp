#include "protocol/sasl/cram_md5.hpp"

#include <gtest/gtest.h>

#include "base/digest.hpp"

namespace mailstop::sasl {
namespace {

Circumstances make_circumstances(bool knows_passwords) {
  Circumstances circumstances;
  circumstances.host = "mail.test";
  circumstances.nonce = "\x01\xFF";
  circumstances.knows_passwords = knows_passwords;
  return circumstances;
}

std::string answer(const std::string& challenge, std::string_view password) {
  return "tim " + to_hex(hmac(Hash::md5, password, challenge));
}

// RFC 2195 section 3
TEST(CramMd5, ProofIsThePublishedOne) {
  EXPECT_EQ(answer("<1896.697170952@postoffice.reston.mci.net>", "tanstaaftanstaaf"),
            "tim b913a602c7eda7a495b4e6e7334d3890");
}

TEST(CramMd5, ProofIsCheckedAgainstTheKnownPassword) {
  for (const auto* password : {"secret", "wrong"}) {
    CramMd5 mechanism(make_circumstances(true));
    const auto challenge = mechanism.first_challenge();
    EXPECT_EQ(challenge, "<01ff@mail.test>");
    EXPECT_EQ(std::get<PasswordNeeded>(mechanism.respond(answer(challenge, "secret"))).user, "tim");
    const auto step = mechanism.take_password(password);
    EXPECT_EQ(std::holds_alternative<Proven>(step), password == std::string("secret"));
  }
}

TEST(CramMd5, UnknownUserIsRefused) {
  CramMd5 mechanism(make_circumstances(true));
  mechanism.respond(answer(mechanism.first_challenge(), ""));
  EXPECT_TRUE(std::holds_alternative<Disproven>(mechanism.take_password(std::nullopt)));
}

TEST(CramMd5, WithoutAListTheHostDecides) {
  CramMd5 mechanism(make_circumstances(false));
  const auto step = mechanism.respond(answer(mechanism.first_challenge(), "anything"));
  EXPECT_EQ(std::get<Claim>(step).user, "tim");
  EXPECT_EQ(std::get<Claim>(step).password, "");
}

TEST(CramMd5, RefusesOtherForms) {
  for (const auto* response : {"", "tim", "tim b913", " b913a602c7eda7a495b4e6e7334d3890"}) {
    CramMd5 mechanism(make_circumstances(true));
    mechanism.first_challenge();
    EXPECT_TRUE(std::holds_alternative<Malformed>(mechanism.respond(response))) << response;
  }
  CramMd5 eager(make_circumstances(true));
  EXPECT_TRUE(std::holds_alternative<Malformed>(eager.respond("tim b913a602c7eda7a495b4e6e7334d3890")));
}

}  // namespace
}  // namespace mailstop::sasl
