// What a TLS handshake that fails says about itself, for the diagnosis of the session.
#include "net/tls_connection.hpp"

#include <gmock/gmock.h>

#include "unit/net/tls_connection_fixture.hpp"

namespace mailstop::net {
namespace {

using namespace std::chrono_literals;
using testing::AnyOf;
using testing::HasSubstr;

using TlsHandshakeFailure = TlsConnectionTest;

TEST_F(TlsHandshakeFailure, RecognisesPlainText) {
  for (const auto& [said, why] : {std::pair("EHLO a\r\n", "wrong version number"),
                                  {"\r\n", "wrong version number"},
                                  {"GET / HTTP/1.1\r\n\r\n", "http request"}}) {
    begin();
    lower->plain_input = {said};
    EXPECT_THAT(reason(), HasSubstr(why)) << said;
    EXPECT_EQ(lower->plain_output, "") << "an alert is noise to who speaks plain text";
  }
}

TEST_F(TlsHandshakeFailure, FailsForGarbage) {
  for (const std::string& garbage :
       {std::string("\x16\x03\x01\x00\x05hello", 10), std::string("\x16\x16\x16\x16\x16\x16\x16\x16"),
        std::string("\x16\x03\x01\xff\xff") + std::string(70000, '\x16')}) {
    begin();
    lower->plain_input = {garbage};
    const auto why = reason();
    EXPECT_NE(why, "");
    EXPECT_NE(why, "it succeeded");
    EXPECT_EQ(read(), "");
    EXPECT_FALSE(write("x"));
    close();
    EXPECT_TRUE(lower->closed);
  }
}

TEST_F(TlsHandshakeFailure, SaysWhereAClientLeft) {
  begin();
  lower->most_bytes = 0;
  EXPECT_EQ(reason(), "");
  begin();
  lower->most_bytes = 20;
  EXPECT_EQ(reason(), "");
  begin();
  peer().records();  // the hello is lost, and with it the rest
  lower->plain_input = {};
  EXPECT_EQ(reason(), "");
}

TEST_F(TlsHandshakeFailure, SaysThatAClientLeftAfterItSawTheCertificate) {
  begin();
  lower->chunk = 16384;
  const auto hello = peer().records();
  lower->plain_input = {hello};
  lower->most_bytes = 0;
  EXPECT_THAT(reason(), HasSubstr("when it had seen the certificate"));
}

TEST_F(TlsHandshakeFailure, BoundsAHandshakeInTime) {
  begin(trusting_peer(), test_context(), 1ms);
  peer().records();
  lower->stays_open = true;
  EXPECT_EQ(reason(), "timed out");
}

TEST_F(TlsHandshakeFailure, NamesTheAlertOfAClientThatDoesNotTrustTheCertificate) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    test::TlsPeerOptions options;
    options.greatest_version = version;
    begin(options);
    EXPECT_THAT(reason(), HasSubstr("unknown ca"));
    auto other_name = trusting_peer();
    other_name.server_name = "mail.example.com";
    other_name.greatest_version = version;
    begin(other_name);
    EXPECT_THAT(reason(), AnyOf(HasSubstr("bad certificate"), HasSubstr("certificate unknown")));
  }
}

TEST_F(TlsHandshakeFailure, NamesAVersionThatIsTooOld) {
  auto options = trusting_peer();
  options.greatest_version = TLS1_2_VERSION;
  begin(options, test_context(TlsVersion::v1_3));
  EXPECT_THAT(reason(), HasSubstr("unsupported protocol"));
  EXPECT_NE(peer().failure, "") << "the client was told";
}

TEST_F(TlsHandshakeFailure, SaysThatAHandshakeWasInterrupted) {
  begin();
  peer().records();
  lower->stays_open = true;
  asio::post(io, [this] { connection->interrupt_read(); });
  EXPECT_THAT(reason(), HasSubstr("interrupted"));
}

TEST_F(TlsHandshakeFailure, RefusesWithoutACertificateAndASecondTime) {
  begin(trusting_peer(), nullptr);
  EXPECT_THAT(reason(), HasSubstr("not set up"));
  begin();
  ASSERT_TRUE(start());
  EXPECT_THAT(reason(), HasSubstr("not set up"));
}

TEST_F(TlsHandshakeFailure, EndsWhateverStepOfTheConnectionBelowFails) {
  begin();
  ASSERT_TRUE(start());
  const int steps = lower->steps;
  ASSERT_GE(steps, 4);
  for (int failing = 0; failing < steps; ++failing) {
    begin();
    lower->fails_at = failing;
    const auto state = start();
    EXPECT_FALSE(state) << "step " << failing;
    EXPECT_EQ(read(), "");
  }
  begin();
  ASSERT_TRUE(start());
  lower->fails_at = lower->steps;
  EXPECT_FALSE(write("x"));
}

TEST_F(TlsHandshakeFailure, RefusesAClientCertificateOfAnotherCa) {
  const auto own = make_client_certificate();
  auto options = trusting_peer();
  options.certificate_pem = own.certificate_pem;
  options.key_pem = own.key_pem;
  begin(options, test_context(TlsVersion::v1_2, test_authority().certificate_pem));
  EXPECT_THAT(reason(), HasSubstr("certificate verify failed"));
}

TEST_F(TlsHandshakeFailure, RefusesAClientWithoutACertificate) {
  begin(trusting_peer(), test_context(TlsVersion::v1_2, test_authority().certificate_pem));
  EXPECT_THAT(reason(), HasSubstr("peer did not return a certificate"));
}

}  // namespace
}  // namespace mailstop::net
