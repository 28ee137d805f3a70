#include "config/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "config/option.hpp"

namespace mailstop::config {
namespace {

using testing::HasSubstr;

Command parse(std::vector<std::string> arguments, std::map<std::string, std::string> variables = {}) {
  return parse_command_line(arguments, [variables](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  });
}

Settings settings_of(const Command& command) {
  const auto* finish = std::get_if<Finish>(&command);
  EXPECT_EQ(finish, nullptr) << finish->text;
  return finish ? Settings{} : std::get<Serve>(command).settings;
}

std::string mistake_of(const Command& command) {
  const auto* finish = std::get_if<Finish>(&command);
  if (!finish) return "no mistake was seen";
  EXPECT_EQ(finish->status, 2);
  return finish->text;
}

TEST(CommandLine, ServesWithDefaults) {
  const auto settings = settings_of(parse({}));
  EXPECT_TRUE(settings.smtp.listen.empty());
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
    EXPECT_EQ(settings.smtp.listen, (std::vector<net::Endpoint>{{"127.0.0.1", 0}, {"::1", 2525}}));
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
  EXPECT_EQ(settings.smtp.listen, (std::vector<net::Endpoint>{{"127.0.0.1", 1}, {"127.0.0.1", 2}}));
  EXPECT_EQ(settings.smtp.session.auth, smtp::AuthMode::required);
  EXPECT_TRUE(settings.store.ephemeral);
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
  std::stringstream page;
  page << file.rdbuf();
  for (const auto& option : options()) {
    EXPECT_THAT(page.str(), HasSubstr("`--" + std::string(option.name)));
    EXPECT_THAT(page.str(), HasSubstr("`" + environment_name(option) + "`"));
    EXPECT_THAT(page.str(), HasSubstr(std::string(option.fallback)));
  }
}

}  // namespace
}  // namespace mailstop::config
