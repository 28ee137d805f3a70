#include "config/foreign_settings.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "config/mailpit_command.hpp"

namespace mailstop::test {
namespace {

using Variables = std::map<std::string, std::string>;

config::Environment environment_of(Variables variables) {
  return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

Result<std::string> no_file(const std::string&) {
  return not_found("no file");
}

config::ResolvedSettings resolve(const config::FlagValues& flags, Variables variables) {
  auto resolved = config::resolve_settings(flags, environment_of(std::move(variables)), no_file);
  EXPECT_TRUE(resolved) << resolved.error().message;
  return std::move(*resolved);
}

TEST(ForeignSettings, AreHonouredWhereNothingOfOurOwnIsSaid) {
  const auto resolved = resolve({}, {{"MP_SMTP_BIND_ADDR", "0.0.0.0:2525"},
                                     {"MP_MAX_MESSAGES", "7"},
                                     {"MP_MAX_MESSAGE_SIZE", "2"},
                                     {"MP_QUIET", "true"},
                                     {"MP_CHAOS_TRIGGERS", "Sender:451:5"}});
  const auto& settings = resolved.settings;
  ASSERT_EQ(settings.smtp.ports.size(), 1u);
  EXPECT_EQ(settings.smtp.ports[0].endpoint.port, 2525);
  EXPECT_EQ(settings.smtp.session.limits.max_message_size, 2u << 20);
  EXPECT_EQ(settings.log_level, log::Level::error);
  EXPECT_EQ(settings.chaos.sender.probability, 5);
  ASSERT_EQ(settings.notices.size(), 5u);
  EXPECT_NE(settings.notices[0].text.find("MP_"), std::string::npos);
}

TEST(ForeignSettings, GiveWayToFlagsAndOurVariables) {
  const config::FlagValues flags{{"max-messages", {"1"}}};
  const auto resolved = resolve(
      flags, {{"MP_MAX_MESSAGES", "7"}, {"MP_SMTP_MAX_RECIPIENTS", "8"}, {"MAILSTOP_MAX_RECIPIENTS", "9"}});
  EXPECT_EQ(resolved.settings.smtp.session.limits.max_recipients, 9u);
  EXPECT_TRUE(resolved.settings.notices.empty());
}

TEST(ForeignSettings, WithoutAnEquivalentAreNamedInOneLine) {
  const auto resolved =
      resolve({}, {{"MP_WEBROOT", "/mail/"}, {"MP_POP3_AUTH_FILE", "f"}, {"MP_ENABLE_CHAOS", "1"}});
  ASSERT_EQ(resolved.settings.notices.size(), 1u);
  EXPECT_EQ(resolved.settings.notices[0].level, log::Level::warning);
  EXPECT_EQ(resolved.settings.notices[0].text,
            "these variables have no equivalent here and do nothing: MP_WEBROOT, MP_POP3_AUTH_FILE");
}

TEST(ForeignSettings, RulesForTagsAreReadInMailpitsWords) {
  const auto resolved =
      resolve({}, {{"MP_TAG", "user=u@x.test  two=from:v@x.test \"Scanned, ok\"=\"X: yes\""}});
  const auto& routes = resolved.settings.mailroom.routes;
  ASSERT_EQ(routes.size(), 3u);
  EXPECT_EQ(routes[0].written, "\"u@x.test\"");
  EXPECT_EQ(routes[1].written, "from:v@x.test");
  EXPECT_EQ(routes[1].tags, (std::vector<std::string>{"two"}));
  EXPECT_EQ(routes[2].written, "\"X: yes\"");
  EXPECT_EQ(routes[2].tags, (std::vector<std::string>{"Scanned", "ok"}));
}

TEST(ForeignSettings, RulesForTagsMayStandOnLinesOfTheirOwn) {
  const auto resolved = resolve({}, {{"MP_TAG", "one=from:u@x.test\n\ttwo=\"to be\nfound\"\n"}});
  const auto& routes = resolved.settings.mailroom.routes;
  ASSERT_EQ(routes.size(), 2u);
  EXPECT_EQ(routes[0].written, "from:u@x.test");
  EXPECT_EQ(routes[1].written, "\"to be found\"");
}

TEST(ForeignSettings, ARuleForTagsThatLacksItsMatchIsRefused) {
  for (const auto* const value : {"one", "one=", "one=from:u@x.test two", "one = u", "\"a=b\"=u", "=u"}) {
    EXPECT_FALSE(config::resolve_settings({}, environment_of({{"MP_TAG", value}}), no_file)) << value;
  }
}

TEST(ForeignSettings, ALineBreakAtTheEndOfAValueIsNoValue) {
  EXPECT_EQ(resolve({}, {{"MP_MAX_MESSAGES", "7\n"}}).settings.store.limits.max_messages, 7u);
}

TEST(ForeignSettings, MetricsAreThereButOnNoPortOfTheirOwn) {
  EXPECT_TRUE(resolve({}, {{"MP_ENABLE_PROMETHEUS", "true"}}).settings.notices.empty());
  const auto resolved = resolve({}, {{"MP_ENABLE_PROMETHEUS", "0.0.0.0:9090"}});
  ASSERT_EQ(resolved.settings.notices.size(), 1u);
  EXPECT_EQ(resolved.settings.notices[0].level, log::Level::warning);
}

TEST(ForeignSettings, OfTwoRowsOneIsEnough) {
  for (const auto* const certificate : {"sans:mail.test", "cert.pem"}) {
    const auto resolved = resolve({}, {{"MP_SMTP_TLS_CERT", certificate}});
    for (const auto& notice : resolved.settings.notices)
      EXPECT_EQ(notice.level, log::Level::info) << certificate << ": " << notice.text;
  }
}

TEST(ForeignSettings, NameOptionsThatExist) {
  std::set<std::string_view> known;
  for (const auto& option : config::options()) known.insert(option.name);
  for (const auto& setting : config::mailpit_settings()) {
    EXPECT_EQ(setting.sets_option(), known.contains(setting.option)) << setting.variable;
  }
}

config::Settings settings_of(const std::vector<std::string>& arguments, Variables variables = {}) {
  variables.emplace("MAILSTOP_CONFIG", "/dev/null");
  auto command = config::parse_mailpit_arguments(arguments, environment_of(std::move(variables)));
  const auto* const finish = std::get_if<config::Finish>(&command);
  EXPECT_FALSE(finish) << finish->text;
  return finish ? config::Settings() : std::get<config::Serve>(command).settings;
}

TEST(MailpitCommand, TakesItsFlagsLongAndShort) {
  const auto settings = settings_of(
      {"-s", "127.0.0.1:2525", "--listen=127.0.0.1:8080", "-m500", "--database", "mail.db", "--quiet"});
  EXPECT_EQ(settings.smtp.ports.at(0).endpoint.port, 2525);
  EXPECT_EQ(settings.http.listen.at(0).port, 8080);
  EXPECT_EQ(settings.store.path, "mail.db");
  EXPECT_FALSE(settings.store.ephemeral);
  EXPECT_EQ(settings.log_level, log::Level::error);
}

TEST(MailpitCommand, KeepsNothingWithoutADatabase) {
  EXPECT_TRUE(settings_of({}).store.ephemeral);
  EXPECT_FALSE(settings_of({}, {{"MP_DATABASE", "mail.db"}}).store.ephemeral);
}

TEST(MailpitCommand, MakesTagsOfPlusAddressesUnlessItIsToldNotTo) {
  using mailroom::TagKey;
  using Keys = mailroom::TagKeys;
  EXPECT_EQ(settings_of({}).mailroom.tags_from, (Keys{TagKey::header, TagKey::plus_address}));
  EXPECT_EQ(settings_of({"--tags-disable", "plus-addresses"}).mailroom.tags_from, (Keys{TagKey::header}));
  EXPECT_EQ(settings_of({"--tags-disable=x-tags,plus-addresses"}).mailroom.tags_from, (Keys{TagKey::none}));
  EXPECT_EQ(settings_of({}, {{"MP_TAGS_DISABLE", "x-tags"}}).mailroom.tags_from,
            (Keys{TagKey::plus_address}));
  EXPECT_EQ(settings_of({}, {{"MAILSTOP_TAGS_FROM", "user"}}).mailroom.tags_from, (Keys{TagKey::user}));
  EXPECT_EQ(settings_of({"-t", "a=b c=d"}).mailroom.routes.size(), 2u);
}

TEST(MailpitCommand, NamesFlagsThatMeanNothing) {
  const auto settings = settings_of({"--webroot", "/mail/", "--enable-chaos", "--tags-username"});
  ASSERT_EQ(settings.notices.size(), 1u);
  EXPECT_EQ(settings.notices[0].text,
            "these flags have no equivalent here and do nothing: --webroot, --tags-username");
}

TEST(MailpitCommand, RefusesWhatMailpitDoesNotKnow) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--nonsense"}, {"--smtp"}, {"serve"}, {"--max", "many"}}) {
    const auto command =
        config::parse_mailpit_arguments(arguments, environment_of({{"MAILSTOP_CONFIG", "/dev/null"}}));
    ASSERT_TRUE(std::holds_alternative<config::Finish>(command));
    EXPECT_EQ(std::get<config::Finish>(command).status, 2);
  }
}

}  // namespace
}  // namespace mailstop::test
