#include "listeners/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailstop::listeners {
namespace {

using smtp::AuthMode;
using smtp::Extension;
using testing::HasSubstr;

TEST(AddPort, ReadsAddressesAndTheirOptions) {
  std::vector<PortSettings> ports;
  ASSERT_TRUE(add_port(ports, PortKind::smtp, "127.0.0.1:25,hide=CHUNKING+dsn,auth=off,proxy,[::1]:0"));
  ASSERT_TRUE(add_port(ports, PortKind::lmtp, "unix:/run/mail.sock"));
  ASSERT_TRUE(add_port(ports, PortKind::lmtp, "hide=SIZE"));
  ASSERT_EQ(ports.size(), 3u);
  EXPECT_EQ(ports[0].endpoint, (net::Endpoint{"127.0.0.1", 25}));
  EXPECT_TRUE(ports[0].hidden.has(Extension::chunking) && ports[0].hidden.has(Extension::dsn));
  EXPECT_FALSE(ports[0].hidden.has(Extension::size));
  EXPECT_EQ(ports[0].auth, AuthMode::off);
  EXPECT_TRUE(ports[0].expects_proxy);
  EXPECT_EQ(ports[1], (PortSettings{PortKind::smtp, {"::1", 0}}));
  EXPECT_EQ(ports[2].kind, PortKind::lmtp);
  EXPECT_EQ(ports[2].endpoint.path, "/run/mail.sock");
  EXPECT_TRUE(ports[2].hidden.has(Extension::size));
}

TEST(AddPort, SaysWhatIsWrong) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"1025", "is not an address to listen on"},
      {"127.0.0.1:25,hide=CHUNK", "CHUNK"},
      {"127.0.0.1:25,auth=maybe", "none of auth=off"},
      {"127.0.0.1:25,speed=high", "no option of a port"},
      {"proxy", "follows no address"},
      {"127.0.0.1:25,", "is not an address to listen on"},
  };
  for (const auto& [text, words] : cases) {
    std::vector<PortSettings> ports;
    const auto done = add_port(ports, PortKind::smtp, text);
    ASSERT_FALSE(done.has_value()) << text;
    EXPECT_THAT(done.error().message, HasSubstr(std::string(words)));
  }
}

TEST(AddPort, GivesOptionsToNoPortOfAnotherKind) {
  std::vector<PortSettings> ports;
  ASSERT_TRUE(add_port(ports, PortKind::smtp, ":25"));
  EXPECT_FALSE(add_port(ports, PortKind::smtps, "proxy").has_value());
}

TEST(SessionSettings, DependOnTheKindOfPort) {
  SmtpListenerSettings settings;
  settings.public_url = "http://mail.test";
  settings.session.hidden_extensions.add(Extension::dsn);
  EXPECT_EQ(session_settings(settings, {PortKind::smtp, {}}).auth, AuthMode::optional);
  EXPECT_EQ(session_settings(settings, {PortKind::smtp, {}}).web_url, "http://mail.test");
  EXPECT_EQ(session_settings(settings, {PortKind::submission, {}}).auth, AuthMode::required);
  EXPECT_EQ(session_settings(settings, {PortKind::lmtp, {}}).dialect, smtp::Dialect::lmtp);
  EXPECT_FALSE(session_settings(settings, {PortKind::smtp, {}}).has_user_list);

  PortSettings port{PortKind::submission, {}};
  port.auth = AuthMode::off;
  port.hidden.add(Extension::size);
  const auto session = session_settings(settings, port);
  EXPECT_EQ(session.auth, AuthMode::off);
  EXPECT_TRUE(session.hidden_extensions.has(Extension::dsn) &&
              session.hidden_extensions.has(Extension::size));
}

TEST(CheckSettings, FindsWhatLetsNobodySend) {
  SmtpListenerSettings settings;
  settings.ports = {{PortKind::smtp, {}}};
  EXPECT_TRUE(check_settings(settings).has_value());
  settings.session.tls_before_auth = true;
  EXPECT_THAT(check_settings(settings).error().message, HasSubstr("--tls-before-auth needs TLS"));
  settings.session.require_tls = true;
  EXPECT_THAT(check_settings(settings).error().message, HasSubstr("--require-tls needs TLS"));
  settings.session.starttls = true;
  EXPECT_TRUE(check_settings(settings).has_value());
  settings.session.starttls = false;
  settings.ports.push_back({PortKind::smtps, {}});
  EXPECT_TRUE(check_settings(settings).has_value());
}

TEST(SessionSettings, AskTheHostOnlyWhenThereAreRules) {
  SmtpListenerSettings settings;
  EXPECT_FALSE(session_settings(settings, {}).checks_senders ||
               session_settings(settings, {}).checks_recipients);
  settings.policy.refused_senders.push_back(*parse_refusal_rule("x"));
  EXPECT_TRUE(session_settings(settings, {}).checks_senders);
  settings.policy.accepted_recipients.push_back(*query::Pattern::make("x"));
  EXPECT_TRUE(session_settings(settings, {}).checks_recipients);
}

}  // namespace
}  // namespace mailstop::listeners
