// The mechanisms that hand over something other than a password: XOAUTH2, OAUTHBEARER, ANONYMOUS, EXTERNAL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "protocol/sasl/offer.hpp"

namespace mailstop::sasl {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;

Step respond(std::string_view mechanism, std::string response) {
  Circumstances circumstances;
  circumstances.certificate_subject = "CN=client";
  return make_mechanism(mechanism, circumstances)->respond(std::move(response));
}

bool is_malformed(const Step& step) {
  return std::holds_alternative<Malformed>(step);
}

TEST(XOAuth2, GivesUserAndToken) {
  const auto step = respond("XOAUTH2", "user=a@b.test\x01"s + "auth=Bearer t0k=\x01\x01");
  EXPECT_EQ(std::get<Claim>(step).user, "a@b.test");
  EXPECT_EQ(std::get<Claim>(step).password, "t0k=");
}

TEST(XOAuth2, RefusesOtherForms) {
  for (const auto& response : {""s, "user=a"s, "user=a\x01"s + "auth=Bearer secret\x01"s,
                               "user=a\x01"s + "auth=Basic secret\x01\x01", "auth=Bearer secret\x01\x01"s,
                               "user=a\n\x01"s + "auth=Bearer secret\x01\x01"}) {
    const auto step = respond("XOAUTH2", response);
    ASSERT_TRUE(is_malformed(step)) << testing::PrintToString(response);
    EXPECT_THAT(std::get<Malformed>(step).reason, Not(HasSubstr("secret")));
  }
}

// RFC 7628 section 4.1
TEST(OAuthBearer, GivesUserAndToken) {
  const auto step =
      respond("OAUTHBEARER", "n,a=user@example.com,\x01host=server.example.com\x01port=587\x01"s +
                                 "auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01");
  EXPECT_EQ(std::get<Claim>(step).user, "user@example.com");
  EXPECT_EQ(std::get<Claim>(step).password, "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==");
}

TEST(OAuthBearer, RefusesOtherForms) {
  for (const auto& response :
       {""s, "n,,\x01"s + "auth=Bearer t\x01\x01", "p=x,a=u,\x01"s + "auth=Bearer t\x01\x01",
        "n,a=u,\x01\x01"s, "n,u,\x01"s + "auth=Bearer t\x01\x01"}) {
    EXPECT_TRUE(is_malformed(respond("OAUTHBEARER", response))) << testing::PrintToString(response);
  }
}

TEST(Anonymous, HasOneName) {
  EXPECT_EQ(std::get<Claim>(respond("ANONYMOUS", "")).user, "anonymous");
  EXPECT_EQ(std::get<Claim>(respond("ANONYMOUS", "sirhc@b.test")).user, "anonymous");
  EXPECT_TRUE(is_malformed(respond("ANONYMOUS", "a\nb")));
  EXPECT_TRUE(is_malformed(respond("ANONYMOUS", "\xFF")));
  EXPECT_TRUE(is_malformed(respond("ANONYMOUS", std::string(2000, 'x'))));
}

TEST(External, IsWhoTheCertificateSays) {
  EXPECT_EQ(std::get<Claim>(respond("EXTERNAL", "")).user, "CN=client");
  EXPECT_EQ(std::get<Claim>(respond("EXTERNAL", "bob")).authorization_id, "bob");
  EXPECT_TRUE(is_malformed(respond("EXTERNAL", "b\nb")));
}

}  // namespace
}  // namespace mailstop::sasl
