#include "config/exec_command.hpp"

#include <gmock/gmock.h>

#include <map>

#include "config/command_line.hpp"

namespace mailstop::config {
namespace {

using listeners::PortKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

Command parse_exec(std::vector<std::string> arguments, const std::string& file = "") {
  arguments.insert(arguments.begin(), "exec");
  const std::map<std::string, std::string> variables = {{"MAILSTOP_HTTP", "127.0.0.1:8025"}};
  const auto environment = [&](const std::string& name) -> std::optional<std::string> {
    return variables.contains(name) ? std::optional(variables.at(name)) : std::nullopt;
  };
  return parse_command_line(arguments, environment,
                            [&](const std::string&) -> Result<std::string> { return file; });
}

std::string exec_mistake(const std::vector<std::string>& arguments) {
  const auto command = parse_exec(arguments);
  return std::holds_alternative<Finish>(command) ? std::get<Finish>(command).text : "none";
}

TEST(ExecCommand, TakesWhatStandsBehindTheDashes) {
  const auto exec = std::get<Exec>(
      parse_exec({"--expect", "to=a@x.test", "--expect=count=0", "--artifacts", "out", "--env",
                  "A={smtp_port}", "--env=B=x=y", "--junit=j.xml", "--", "npm", "--expect", "-x", "--", ""}));
  EXPECT_THAT(exec.command, ElementsAre("npm", "--expect", "-x", "--", ""));
  EXPECT_THAT(exec.expectations, ElementsAre("to=a@x.test", "count=0"));
  EXPECT_THAT(exec.variables, ElementsAre(Pair("A", "{smtp_port}"), Pair("B", "x=y")));
  EXPECT_EQ(exec.artifacts_folder, "out");
  EXPECT_EQ(exec.junit_file, "j.xml");
}

TEST(ExecCommand, HasPortsOfItsOwn) {
  const auto exec = std::get<Exec>(parse_exec({"--", "true"},
                                              "smtp = [\"127.0.0.1:1025\"]\nlmtp = [\"127.0.0.1:24\"]\n"
                                              "database = \"mail.db\"\nhostname = \"mx.test\"\n"));
  ASSERT_EQ(exec.settings.smtp.ports.size(), 1u);
  EXPECT_EQ(exec.settings.smtp.ports[0].endpoint, (net::Endpoint{"127.0.0.1", 0}));
  EXPECT_THAT(exec.settings.http.listen, ElementsAre(net::Endpoint{"127.0.0.1", 0}));
  EXPECT_TRUE(exec.settings.store.ephemeral);
  EXPECT_EQ(exec.settings.store.path, "");
  EXPECT_EQ(exec.settings.log_level, log::Level::warning);
}

TEST(ExecCommand, TakesThePortsOfFlags) {
  const auto exec = std::get<Exec>(parse_exec({"--smtp=127.0.0.1:2525", "--smtps=127.0.0.1:0",
                                               "--http=127.0.0.1:80", "--log-level=debug", "--", "true"}));
  ASSERT_EQ(exec.settings.smtp.ports.size(), 2u);
  EXPECT_THAT(exec.settings.http.listen, ElementsAre(net::Endpoint{"127.0.0.1", 80}));
  EXPECT_EQ(exec.settings.log_level, log::Level::debug);

  const auto other =
      std::get<Exec>(parse_exec({"--smtps=127.0.0.1:0", "--smtp=unix:mail.sock", "--", "true"}));
  EXPECT_EQ(other.settings.smtp.ports.back().kind, PortKind::smtp);
  EXPECT_EQ(other.settings.smtp.ports.back().endpoint, (net::Endpoint{"127.0.0.1", 0}));
}

TEST(ExecCommand, SaysWhatIsWrong) {
  EXPECT_THAT(exec_mistake({}), HasSubstr("say the command behind --"));
  EXPECT_THAT(exec_mistake({"--"}), HasSubstr("say the command behind --"));
  EXPECT_THAT(exec_mistake({"npm", "test"}), HasSubstr("stands behind --"));
  EXPECT_THAT(exec_mistake({"--env", "PORT={port}", "--", "x"}), HasSubstr("unknown placeholder {port}"));
  EXPECT_THAT(exec_mistake({"--env", "PORT", "--", "x"}), HasSubstr("write NAME=TEXT"));
  EXPECT_THAT(exec_mistake({"--env", "A-B=1", "--", "x"}), HasSubstr("write NAME=TEXT"));
  EXPECT_THAT(exec_mistake({"--expect", " ", "--", "x"}), HasSubstr("would match everything"));
  EXPECT_THAT(exec_mistake({"--ephemral", "--", "x"}), HasSubstr("did you mean --ephemeral"));
}

}  // namespace
}  // namespace mailstop::config
