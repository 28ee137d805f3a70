#include "net/tls_authority.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/tls_connection.hpp"
#include "support/run_task.hpp"
#include "unit/net/tls_fixture.hpp"

namespace mailstop::net {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

std::string describe(const std::string& pem) {
  const auto certificates = parse_certificates(pem);
  const BioPtr out(BIO_new(BIO_s_mem()));
  X509_print_ex(out.get(), certificates.at(0).get(), XN_FLAG_RFC2253, 0);
  return text_of(out.get());
}

// "it succeeded" or the client's reason
std::string connect(const KeyedCertificate& certificate, const std::string& name) {
  auto credentials = test_credentials();
  credentials.certificate_pem = certificate.certificate_pem;
  credentials.key_pem = certificate.key_pem;
  asio::io_context io;
  auto options = trusting_peer();
  options.server_name = name;
  test::TlsPeerConnection lower(io.get_executor(), options);
  TlsConnection connection(lower, TlsContext::make(credentials, TlsUse::mail, TlsVersion::v1_2).value());
  const auto state = test::run_task(io, connection.start_tls());
  return state ? "it succeeded" : state.error().message;
}

TEST(TlsAuthority, IsACaForServersOnly) {
  const auto text = describe(test_authority().certificate_pem);
  EXPECT_THAT(text, HasSubstr("CA:TRUE, pathlen:0"));
  EXPECT_THAT(text, HasSubstr("Certificate Sign, CRL Sign"));
  EXPECT_THAT(text, HasSubstr("id-ecPublicKey"));
  EXPECT_TRUE(is_issued_by(test_authority().certificate_pem, test_authority().certificate_pem));
}

TEST(TlsAuthority, KeepsItsNameAndTrustWhenItIsRenewed) {
  auto renewed = test_authority();
  renewed.certificate_pem = make_authority(renewed.key_pem, SystemClock().now() + 24h * 3600).value();
  EXPECT_NE(renewed.certificate_pem, test_authority().certificate_pem);
  const auto issued = issue_certificate(renewed, {"localhost"}, SystemClock().now()).value();
  EXPECT_EQ(connect(issued, "localhost"), "it succeeded") << "with the old certificate of the CA";
}

TEST(TlsAuthority, IsAnotherForAnotherKey) {
  const auto other = make_test_authority();
  const auto issued = issue_certificate(other, {"localhost"}, SystemClock().now()).value();
  EXPECT_FALSE(is_issued_by(issued.certificate_pem, test_authority().certificate_pem));
  EXPECT_THAT(connect(issued, "localhost"), HasSubstr("unknown ca"));
}

TEST(TlsCertificate, IsForAServerWithItsNames) {
  const auto issued =
      issue_certificate(test_authority(), {"mail.test", "192.0.2.7", "2001:db8::1"}, SystemClock().now())
          .value();
  const auto text = describe(issued.certificate_pem);
  EXPECT_THAT(text, HasSubstr("CA:FALSE"));
  EXPECT_THAT(text, HasSubstr("TLS Web Server Authentication"));
  EXPECT_THAT(text, HasSubstr("CN=mail.test,O=Mailstop"));
  EXPECT_THAT(names_of(issued.certificate_pem), ElementsAre("192.0.2.7", "2001:db8::1", "mail.test"));
  for (const auto* name : {"mail.test", "192.0.2.7", "2001:db8::1"})
    EXPECT_EQ(connect(issued, name), "it succeeded");
  for (const auto* name : {"other.test", "192.0.2.8"}) EXPECT_NE(connect(issued, name), "it succeeded");
}

TEST(TlsCertificate, MayHaveNamesTooLongForACommonName) {
  const std::string label(40, 'a');
  const auto name = label + "." + label + ".test";
  const auto issued = issue_certificate(test_authority(), {name}, SystemClock().now()).value();
  EXPECT_EQ(connect(issued, name), "it succeeded");
}

TEST(TlsCertificate, IsUsableUntilItEnds) {
  const auto now = SystemClock().now();
  const auto& pair = test_certificate();
  EXPECT_TRUE(is_usable(pair, now));
  EXPECT_TRUE(is_usable(pair, now + 24h * 395));
  EXPECT_FALSE(is_usable(pair, now + 24h * 397)) << "browsers take no longer life";
  EXPECT_TRUE(is_usable(test_authority(), now + 24h * 3650));
  EXPECT_FALSE(is_usable({pair.certificate_pem, test_authority().key_pem}, now)) << "another key";
  EXPECT_FALSE(is_usable({"nonsense", pair.key_pem}, now));
  EXPECT_FALSE(is_usable({}, now));
}

TEST(TlsCertificate, IsNotMadeByNonsense) {
  EXPECT_FALSE(make_authority("nonsense", SystemClock().now()));
  EXPECT_FALSE(issue_certificate({"nonsense", test_authority().key_pem}, {"a.test"}, SystemClock().now()));
  EXPECT_FALSE(is_issued_by("nonsense", test_authority().certificate_pem));
  EXPECT_TRUE(names_of("nonsense").empty());
}

}  // namespace
}  // namespace mailstop::net
