#include "config/tls_options.hpp"

#include <gmock/gmock.h>

#include "unit/config/parsed.hpp"

namespace mailstop::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(TlsOptions, AreOffByDefault) {
  const auto settings = settings_of(parse({}));
  EXPECT_EQ(settings.tls.mode, net::TlsMode::off);
  EXPECT_EQ(settings.tls.certificate_file, "");
  EXPECT_EQ(settings.tls.least, net::TlsVersion::v1_2);
  EXPECT_FALSE(settings.http.tls);
}

TEST(TlsOptions, AreRead) {
  const auto settings =
      settings_of(parse({"--tls=auto", "--tls-name", "mail.test,*.mail.test", "--tls-name=192.0.2.7",
                         "--tls-min=1.3", "--tls-client-ca", "ca.pem", "--http-tls"}));
  EXPECT_EQ(settings.tls.mode, net::TlsMode::automatic);
  EXPECT_THAT(settings.tls.names, ElementsAre("mail.test", "*.mail.test", "192.0.2.7"));
  EXPECT_EQ(settings.tls.least, net::TlsVersion::v1_3);
  EXPECT_EQ(settings.tls.client_ca_file, "ca.pem");
  EXPECT_TRUE(settings.http.tls);
  const auto files = settings_of(parse({"--tls-cert", "cert.pem", "--tls-key", "key.pem"}));
  EXPECT_EQ(files.tls.certificate_file, "cert.pem");
  EXPECT_EQ(files.tls.key_file, "key.pem");
}

TEST(TlsOptions, SayWhatTheyExpect) {
  EXPECT_THAT(mistake_of(parse({"--tls=on"})), HasSubstr("\"on\" is none of off, auto"));
  EXPECT_THAT(mistake_of(parse({"--tls-min=1"})), HasSubstr("\"1\" is none of 1.0, 1.1, 1.2, 1.3"));
  for (const auto* name : {"*.localhost", "a b", "https://mail.test", "*", "m\xc3\xbcll.test"})
    EXPECT_THAT(mistake_of(parse({"--tls-name", name})), HasSubstr("is not a host name or an address"))
        << name;
}

TEST(CaCommand, TakesTheOptionsOfTheServer) {
  const auto command = parse({"ca", "--database", "mail.db"});
  const auto* const ca = std::get_if<PrintCa>(&command);
  ASSERT_TRUE(ca);
  EXPECT_EQ(ca->settings.store.path, "mail.db");
  EXPECT_FALSE(ca->install_hint);
  EXPECT_TRUE(std::get<PrintCa>(parse({"ca", "--install-hint"})).install_hint);
}

TEST(CaCommand, AloneKnowsTheHint) {
  EXPECT_THAT(mistake_of(parse({"--install-hint"})), HasSubstr("unknown option --install-hint"));
}

}  // namespace
}  // namespace mailstop::config
