#include "config/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "config/option.hpp"
#include "unit/config/parsed.hpp"

namespace mailstop::config {
namespace {

using testing::HasSubstr;

std::vector<net::Endpoint> endpoints(const Settings& settings) {
  std::vector<net::Endpoint> found;
  for (const auto& port : settings.smtp.ports) found.push_back(port.endpoint);
  return found;
}

TEST(CommandLine, ServesWithDefaults) {
  const auto settings = settings_of(parse({}));
  EXPECT_TRUE(settings.smtp.ports.empty());
  EXPECT_EQ(settings.smtp.session.limits.max_message_size, 50u << 20);
  EXPECT_EQ(settings.smtp.session.auth, smtp::AuthMode::optional);
  EXPECT_EQ(settings.smtp.session.idle_timeout, std::chrono::minutes(5));
  EXPECT_FALSE(settings.store.ephemeral);
}

TEST(CommandLine, ReadsFlagsWithOrWithoutServe) {
  for (const bool with_serve : {false, true}) {
    std::vector<std::string> arguments{
        "--smtp",      "127.0.0.1:0",     "--smtp=[::1]:2525",  "--http", ":8080",
        "--ephemeral", "--auth=required", "--max-message-size", "2MiB",   "--idle-timeout",
        "30s"};
    if (with_serve) arguments.insert(arguments.begin(), "serve");
    const auto settings = settings_of(parse(arguments));
    EXPECT_EQ(endpoints(settings), (std::vector<net::Endpoint>{{"127.0.0.1", 0}, {"::1", 2525}}));
    EXPECT_EQ(settings.http.listen, (std::vector<net::Endpoint>{{"", 8080}}));
    EXPECT_TRUE(settings.store.ephemeral);
    EXPECT_EQ(settings.smtp.session.auth, smtp::AuthMode::required);
    EXPECT_EQ(settings.smtp.session.limits.max_message_size, 2u << 20);
    EXPECT_EQ(settings.smtp.session.idle_timeout, std::chrono::seconds(30));
  }
}

TEST(CommandLine, TakesVariablesAndLetsFlagsWin) {
  const std::map<std::string, std::string> variables{{"MAILSTOP_SMTP", "127.0.0.1:1, 127.0.0.1:2"},
                                                     {"MAILSTOP_AUTH", "off"},
                                                     {"MAILSTOP_EPHEMERAL", "true"}};
  const auto settings = settings_of(parse({"--auth", "required"}, variables));
  EXPECT_EQ(endpoints(settings), (std::vector<net::Endpoint>{{"127.0.0.1", 1}, {"127.0.0.1", 2}}));
  EXPECT_EQ(settings.smtp.session.auth, smtp::AuthMode::required);
  EXPECT_TRUE(settings.store.ephemeral);
}

TEST(CommandLine, ReadsPortsOfEveryKindWithTheirOptions) {
  const auto settings = settings_of(parse({"--submission", "127.0.0.1:587,auth=optional",
                                           "--smtp=:25,hide=CHUNKING+DSN,proxy", "--smtps", "[::1]:465"},
                                          {{"MAILSTOP_LMTP", "unix:/run/mail.sock,hide=SIZE,127.0.0.1:24"}}));
  ASSERT_EQ(settings.smtp.ports.size(), 5u);
  std::vector<std::string> kinds;
  for (const auto& port : settings.smtp.ports) kinds.emplace_back(listeners::to_text(port.kind));
  EXPECT_THAT(kinds, testing::ElementsAre("smtp", "smtps", "submission", "lmtp", "lmtp"));
  EXPECT_TRUE(settings.smtp.ports[0].expects_proxy);
  EXPECT_TRUE(settings.smtp.ports[0].hidden.has(smtp::Extension::dsn));
  EXPECT_EQ(settings.smtp.ports[2].auth, smtp::AuthMode::optional);
  EXPECT_EQ(settings.smtp.ports[3].endpoint.path, "/run/mail.sock");
  EXPECT_TRUE(settings.smtp.ports[3].hidden.has(smtp::Extension::size));
  EXPECT_EQ(settings.smtp.submission_auth, smtp::AuthMode::required);
}

TEST(CommandLine, ReadsWhatSessionsShallBeLike) {
  const auto settings = settings_of(parse({"--auth=off",
                                           "--greeting",
                                           "ESMTP ready",
                                           "--delay=20ms",
                                           "--require-tls",
                                           "--tls-before-auth",
                                           "--expn",
                                           "--future-release=2h",
                                           "--auth-mechanisms=plain,SCRAM-SHA-256",
                                           "--auth-failure-delay=0ms",
                                           "--max-errors=5",
                                           "--max-failed-logins=2",
                                           "--max-messages-per-session=9",
                                           "--max-command-line=1024",
                                           "--max-text-line=2MiB",
                                           "--max-connections-per-address=3",
                                           "--smtp-hide=CHUNKING,dsn",
                                           "--smtp-hide=AUTH",
                                           "--trusted-proxies=10.0.0.0/8,unix",
                                           "--discard-domains=A.test,b.test",
                                           "--auth-file=users"}));
  const auto& session = settings.smtp.session;
  EXPECT_EQ(session.auth, smtp::AuthMode::off);
  EXPECT_EQ(settings.smtp.submission_auth, smtp::AuthMode::off);
  EXPECT_EQ(session.greeting, "ESMTP ready");
  EXPECT_EQ(session.reply_delay, std::chrono::milliseconds(20));
  EXPECT_TRUE(session.require_tls && session.tls_before_auth && session.expn);
  EXPECT_EQ(session.max_hold, std::chrono::hours(2));
  EXPECT_THAT(session.auth_mechanisms, testing::ElementsAre("PLAIN", "SCRAM-SHA-256"));
  EXPECT_EQ(session.auth_failure_delay.count(), 0);
  EXPECT_EQ(session.limits.max_errors, 5u);
  EXPECT_EQ(session.limits.max_failed_logins, 2u);
  EXPECT_EQ(session.limits.max_messages, 9u);
  EXPECT_EQ(session.limits.max_command_line, 1024u);
  EXPECT_EQ(session.limits.max_text_line, 2u << 20);
  EXPECT_EQ(settings.smtp.max_connections_per_address, 3u);
  for (const auto extension : {smtp::Extension::chunking, smtp::Extension::dsn, smtp::Extension::auth})
    EXPECT_TRUE(session.hidden_extensions.has(extension));
  EXPECT_EQ(settings.smtp.trusted_proxies.size(), 2u);
  EXPECT_THAT(settings.smtp.policy.discarded_domains, testing::ElementsAre("a.test", "b.test"));
  EXPECT_EQ(settings.smtp.auth_file, "users");
}

TEST(CommandLine, ReadsRulesAndPartsThemByLinesInTheirVariables) {
  const auto settings =
      settings_of(parse({"--reject-recipients", "^full@:452 4.2.2 Mailbox full", "--accept-recipients=@a"},
                        {{"MAILSTOP_REJECT_SENDERS", "^a{1,2}@\n^b@:550 5.7.1 Not you, sorry\n"}}));
  const auto& policy = settings.smtp.policy;
  ASSERT_EQ(policy.refused_recipients.size(), 1u);
  EXPECT_EQ(policy.refused_recipients[0].reply.code, 452);
  EXPECT_EQ(policy.accepted_recipients.size(), 1u);
  ASSERT_EQ(policy.refused_senders.size(), 2u);
  EXPECT_EQ(policy.refused_senders[0].addresses.text(), "^a{1,2}@");
  EXPECT_EQ(policy.refused_senders[1].reply.text, "Not you, sorry");
}

TEST(CommandLine, NamesTheMistakeItsPlaceAndWhatToWrite) {
  EXPECT_THAT(mistake_of(parse({"--stmp", "x"})), HasSubstr("unknown option --stmp; did you mean --smtp?"));
  EXPECT_THAT(mistake_of(parse({"--smtp", "1025"})),
              HasSubstr("--smtp: \"1025\" is not an address to listen on"));
  EXPECT_THAT(mistake_of(parse({"--auth", "maybe"})),
              HasSubstr("--auth: \"maybe\" is none of off, optional, required"));
  EXPECT_THAT(mistake_of(parse({"--idle-timeout", "5"})),
              HasSubstr("--idle-timeout: \"5\" is not a duration"));
  EXPECT_THAT(mistake_of(parse({"--max-recipients", "0"})), HasSubstr("at least 1"));
  EXPECT_THAT(mistake_of(parse({}, {{"MAILSTOP_MAX_MESSAGE_SIZE", "huge"}})),
              HasSubstr("MAILSTOP_MAX_MESSAGE_SIZE: \"huge\" is not a size"));
  EXPECT_THAT(mistake_of(parse({"serve", "extra"})), HasSubstr("extra"));
  EXPECT_THAT(
      mistake_of(parse({"--reject-senders", "ab**"})),
      HasSubstr(
          "--reject-senders: \"ab**\" is no regular expression: bad repetition operator: ** in column 3"));
  EXPECT_THAT(mistake_of(parse({"--smtp-hide", "CHUNKNG"})), HasSubstr("--smtp-hide: "));
  EXPECT_THAT(mistake_of(parse({"--auth-mechanisms", "PLANE"})), HasSubstr("did you mean PLAIN?"));
  EXPECT_THAT(mistake_of(parse({"--trusted-proxies", "10.0.0.0/40"})), HasSubstr("is no address"));
  EXPECT_THAT(mistake_of(parse({"--greeting", "two\nlines"})), HasSubstr("is no greeting"));
  EXPECT_THAT(mistake_of(parse({"--discard-domains", "a@b.test"})), HasSubstr("is not a domain"));
  EXPECT_THAT(mistake_of(parse({"--http", "unix:/run/web.sock"})), HasSubstr("only mail can come in"));
}

TEST(CommandLine, HelpNamesEveryOptionAndItsVariable) {
  const auto command = parse({"--help"});
  const auto& help = std::get<Finish>(command);
  EXPECT_EQ(help.status, 0);
  for (const auto& option : options()) {
    EXPECT_THAT(help.text, HasSubstr("--" + std::string(option.name)));
    EXPECT_THAT(help.text, HasSubstr(environment_name(option)));
  }
}

TEST(CommandLine, SaysItsVersion) {
  for (const auto* word : {"--version", "version"}) {
    const auto command = parse({word});
    EXPECT_EQ(std::get<Finish>(command).status, 0);
    EXPECT_THAT(std::get<Finish>(command).text, testing::StartsWith("mailstop 0."));
  }
}

TEST(Documentation, NamesEveryOptionItsVariableAndItsDefault) {
  std::ifstream file(MAILSTOP_SOURCE_DIR "/docs/configuration.md");
  std::vector<std::string> rows;
  for (std::string line; std::getline(file, line);) rows.push_back(std::move(line));
  for (const auto& option : options()) {
    const auto start = "| `--" + std::string(option.name);
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const std::string& line) {
      return line.starts_with(start + "`") || line.starts_with(start + " ");
    });
    ASSERT_NE(row, rows.end()) << option.name;
    EXPECT_THAT(*row, HasSubstr("`" + environment_name(option) + "`"));
    EXPECT_THAT(*row, HasSubstr(std::string(option.fallback))) << option.name;
  }
}

}  // namespace
}  // namespace mailstop::config
