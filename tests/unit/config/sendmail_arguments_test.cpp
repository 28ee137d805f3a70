#include "config/sendmail_arguments.hpp"

#include <gmock/gmock.h>

#include <map>

#include "config/command_line.hpp"

namespace mailstop::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Arguments = std::vector<std::string>;

Result<Sendmail> parse_sendmail(const Arguments& arguments,
                                std::map<std::string, std::string> variables = {}) {
  return parse_sendmail_arguments(arguments, [&](const std::string& name) -> std::optional<std::string> {
    return variables.contains(name) ? std::optional(variables[name]) : std::nullopt;
  });
}

TEST(SendmailArguments, AreThoseOfPhp) {
  const auto command = parse_sendmail({"-t", "-i"});
  ASSERT_TRUE(command);
  EXPECT_TRUE(command->has_recipients_in_header);
  EXPECT_FALSE(command->ends_at_dot);
  EXPECT_THAT(command->recipients, IsEmpty());
  EXPECT_FALSE(command->sender);
  EXPECT_EQ(command->server.host, "127.0.0.1");
  EXPECT_EQ(command->server.port, 0);
}

TEST(SendmailArguments, MayBeJoined) {
  for (const Arguments& arguments : {Arguments{"-ti", "-fa@x.test", "-FJane Doe"},
                                     Arguments{"-oi", "-t", "-f", "a@x.test", "-F", "Jane Doe"},
                                     Arguments{"-it", "-r", "a@x.test", "-F", "Jane Doe"},
                                     Arguments{"-ot", "-oi", "--from=a@x.test", "-FJane Doe"}}) {
    const auto command = parse_sendmail(arguments);
    ASSERT_TRUE(command);
    EXPECT_TRUE(command->has_recipients_in_header && !command->ends_at_dot);
    EXPECT_EQ(command->sender, "a@x.test");
    EXPECT_EQ(command->full_name, "Jane Doe");
  }
}

TEST(SendmailArguments, TakeTheNullSender) {
  EXPECT_EQ(parse_sendmail({"-f", "<>", "a@x.test"})->sender, "");
  EXPECT_EQ(parse_sendmail({"-f", "", "a@x.test"})->sender, "");
}

TEST(SendmailArguments, PassOverWhatMeansNothingHere) {
  const auto command =
      parse_sendmail({"-bm", "-oem", "-odb", "-O", "DeliveryMode=b", "-N", "never", "-Rhdrs", "-V", "id",
                      "-q15m", "-em", "-B8BITMIME", "-h", "5", "-U", "a@x.test", "--", "-b@x.test"});
  ASSERT_TRUE(command) << command.error().message;
  EXPECT_THAT(command->recipients, ElementsAre("a@x.test", "-b@x.test"));
  EXPECT_TRUE(command->ends_at_dot);
  EXPECT_FALSE(command->relays_bytes);
  EXPECT_TRUE(parse_sendmail({"-bs"})->relays_bytes);
}

TEST(SendmailArguments, NameTheServer) {
  const std::map<std::string, std::string> variables = {{"MAILSTOP_SMTP_HOST", "mail"},
                                                        {"MAILSTOP_SMTP_PORT", "25"}};
  EXPECT_EQ(parse_sendmail({}, variables)->server.host, "mail");
  EXPECT_EQ(parse_sendmail({}, variables)->server.port, 25);
  for (const Arguments& arguments : {Arguments{"--smtp-addr", "[::1]:26"}, Arguments{"--smtp-addr=[::1]:26"},
                                     Arguments{"--smtp-ip", "::1", "--smtp-port=26"}}) {
    const auto command = parse_sendmail(arguments, variables);
    ASSERT_TRUE(command);
    EXPECT_EQ(command->server.host, "::1");
    EXPECT_EQ(command->server.port, 26);
  }
  EXPECT_EQ(parse_smtp_remote("mail.test")->port, 0);
  EXPECT_EQ(parse_smtp_remote("[::1]")->host, "::1");
}

TEST(SendmailArguments, SayWhatIsWrong) {
  const auto mistake = [](const Arguments& arguments) {
    const auto command = parse_sendmail(arguments);
    return command ? "none" : command.error().message;
  };
  EXPECT_THAT(mistake({"-f"}), HasSubstr("-f needs a value"));
  EXPECT_THAT(mistake({"-tz"}), HasSubstr("unknown option -z"));
  EXPECT_THAT(mistake({"-bd"}), HasSubstr("only -bm"));
  EXPECT_THAT(mistake({"--smtp"}), HasSubstr("unknown option --smtp"));
  EXPECT_THAT(mistake({"--smtp-addr", "x:0"}), HasSubstr("--smtp-addr"));
  EXPECT_THAT(mistake({"--smtp-addr", "x:y"}), HasSubstr("--smtp-addr"));
  const auto no_variable = [](const std::string&) { return std::nullopt; };
  EXPECT_EQ(std::get<Finish>(parse_command_line({"sendmail", "-z"}, no_variable)).status, 64);
}

TEST(SendmailArguments, GoWithTheNameOfTheProgram) {
  EXPECT_THAT(arguments_named_by("/usr/sbin/sendmail"), ElementsAre("sendmail"));
  EXPECT_THAT(arguments_named_by("catchmail"), ElementsAre("sendmail", "-i"));
  EXPECT_THAT(arguments_named_by("./mhsendmail"), ElementsAre("sendmail", "-i"));
  EXPECT_THAT(arguments_named_by("/opt/sendmail/mailstop"), IsEmpty());
}

}  // namespace
}  // namespace mailstop::config
