#include "protocol/sasl/offer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailstop::sasl {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

TEST(Offer, WithoutAListOfUsersAnythingIsGood) {
  EXPECT_THAT(list_mechanisms({}),
              ElementsAre("PLAIN", "LOGIN", "CRAM-MD5", "XOAUTH2", "OAUTHBEARER", "ANONYMOUS"));
}

TEST(Offer, ScramNeedsPasswords) {
  Circumstances circumstances;
  circumstances.knows_passwords = true;
  EXPECT_THAT(list_mechanisms(circumstances), ElementsAre("PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-256",
                                                          "SCRAM-SHA-1", "XOAUTH2", "OAUTHBEARER"));
}

TEST(Offer, PlusNeedsAChannelBinding) {
  Circumstances circumstances;
  circumstances.bindings.exporter = "x";
  EXPECT_THAT(list_mechanisms(circumstances), Not(Contains("SCRAM-SHA-256-PLUS")));
  circumstances.knows_passwords = true;
  EXPECT_THAT(list_mechanisms(circumstances), Contains("SCRAM-SHA-256-PLUS"));
  EXPECT_THAT(list_mechanisms(circumstances), Contains("SCRAM-SHA-1-PLUS"));
}

TEST(Offer, ExternalNeedsACertificate) {
  Circumstances circumstances;
  circumstances.certificate_subject = "CN=client";
  EXPECT_THAT(list_mechanisms(circumstances), Contains("EXTERNAL"));
}

TEST(Offer, SettingsMayAllowLess) {
  Circumstances circumstances;
  circumstances.allowed = {"LOGIN", "SCRAM-SHA-1"};
  EXPECT_THAT(list_mechanisms(circumstances), ElementsAre("LOGIN"));
  EXPECT_EQ(make_mechanism("PLAIN", circumstances), nullptr);
}

TEST(Offer, EveryOfferedNameCanBeMadeInAnyCase) {
  Circumstances circumstances;
  circumstances.knows_passwords = true;
  circumstances.certificate_subject = "CN=client";
  circumstances.bindings = {"x", "y"};
  auto names = list_mechanisms(circumstances);
  names.push_back("ANONYMOUS");
  for (const auto name : names) {
    circumstances.knows_passwords = name != "ANONYMOUS";
    const auto mechanism = make_mechanism(name, circumstances);
    ASSERT_NE(mechanism, nullptr) << name;
    EXPECT_EQ(mechanism->name(), name);
  }
  EXPECT_EQ(make_mechanism("plain", circumstances)->name(), "PLAIN");
  EXPECT_EQ(make_mechanism("NTLM", circumstances), nullptr);
  EXPECT_EQ(make_mechanism("", circumstances), nullptr);
}

TEST(Offer, ListsAreRead) {
  EXPECT_THAT(*parse_mechanisms("plain, SCRAM-sha-1,"), ElementsAre("PLAIN", "SCRAM-SHA-1"));
  EXPECT_THAT(parse_mechanisms("PLIAN").error().message, HasSubstr("did you mean PLAIN?"));
  EXPECT_THAT(parse_mechanisms("qqqqqqqqqq").error().message, HasSubstr("there are PLAIN"));
}

}  // namespace
}  // namespace mailstop::sasl
