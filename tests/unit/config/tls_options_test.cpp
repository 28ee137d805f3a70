#include "config/tls_options.hpp"

#include <gmock/gmock.h>

#include "config/command_line.hpp"

namespace mailstop::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Command parse_flags(const std::vector<std::string>& arguments) {
  return parse_command_line(arguments, [](const std::string&) { return std::nullopt; });
}

Settings tls_settings_of(const std::vector<std::string>& arguments) {
  const auto command = parse_flags(arguments);
  const auto* const serve = std::get_if<Serve>(&command);
  EXPECT_TRUE(serve) << std::get<Finish>(command).text;
  return serve ? serve->settings : Settings{};
}

std::string tls_mistake_of(const std::vector<std::string>& arguments) {
  const auto command = parse_flags(arguments);
  const auto* const finish = std::get_if<Finish>(&command);
  return finish ? finish->text : "no mistake was seen";
}

TEST(TlsOptions, AreOffByDefault) {
  const auto settings = tls_settings_of({});
  EXPECT_EQ(settings.tls.mode, net::TlsMode::off);
  EXPECT_EQ(settings.tls.certificate_file, "");
  EXPECT_EQ(settings.tls.least, net::TlsVersion::v1_2);
  EXPECT_FALSE(settings.http.tls);
}

TEST(TlsOptions, AreRead) {
  const auto settings =
      tls_settings_of({"--tls=auto", "--tls-name", "mail.test,*.mail.test", "--tls-name=192.0.2.7",
                       "--tls-min=1.3", "--tls-client-ca", "ca.pem", "--http-tls"});
  EXPECT_EQ(settings.tls.mode, net::TlsMode::automatic);
  EXPECT_THAT(settings.tls.names, ElementsAre("mail.test", "*.mail.test", "192.0.2.7"));
  EXPECT_EQ(settings.tls.least, net::TlsVersion::v1_3);
  EXPECT_EQ(settings.tls.client_ca_file, "ca.pem");
  EXPECT_TRUE(settings.http.tls);
  const auto files = tls_settings_of({"--tls-cert", "cert.pem", "--tls-key", "key.pem"});
  EXPECT_EQ(files.tls.certificate_file, "cert.pem");
  EXPECT_EQ(files.tls.key_file, "key.pem");
}

TEST(TlsOptions, SayWhatTheyExpect) {
  EXPECT_THAT(tls_mistake_of({"--tls=on"}), HasSubstr("\"on\" is none of off, auto"));
  EXPECT_THAT(tls_mistake_of({"--tls-min=1"}), HasSubstr("\"1\" is none of 1.0, 1.1, 1.2, 1.3"));
  for (const auto* name : {"*.localhost", "a b", "https://mail.test", "*", "m\xc3\xbcll.test"})
    EXPECT_THAT(tls_mistake_of({"--tls-name", name}), HasSubstr("is not a host name or an address")) << name;
}

TEST(CaCommand, TakesTheOptionsOfTheServer) {
  const auto command = parse_flags({"ca", "--database", "mail.db"});
  const auto* const ca = std::get_if<PrintCa>(&command);
  ASSERT_TRUE(ca);
  EXPECT_EQ(ca->settings.store.path, "mail.db");
  EXPECT_FALSE(ca->install_hint);
  EXPECT_TRUE(std::get<PrintCa>(parse_flags({"ca", "--install-hint"})).install_hint);
}

TEST(CaCommand, AloneKnowsTheHint) {
  EXPECT_THAT(tls_mistake_of({"--install-hint"}), HasSubstr("unknown option --install-hint"));
}

}  // namespace
}  // namespace mailstop::config
