#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "config/command_line.hpp"
#include "config/command_table.hpp"
#include "config/completion.hpp"
#include "config/help.hpp"
#include "config/manual.hpp"
#include "unit/config/parsed.hpp"

namespace mailstop::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

template <class Wanted>
Wanted read(const std::vector<std::string>& arguments, std::map<std::string, std::string> variables = {}) {
  const auto command = parse(arguments, std::move(variables));
  const auto* const wanted = std::get_if<Wanted>(&command);
  EXPECT_TRUE(wanted) << (std::holds_alternative<Finish>(command) ? std::get<Finish>(command).text
                                                                  : "another");
  return wanted ? *wanted : Wanted();
}

std::string text_of(const std::vector<std::string>& arguments) {
  const auto command = parse(arguments);
  const auto* const finish = std::get_if<Finish>(&command);
  EXPECT_TRUE(finish && finish->status == 0);
  return finish ? finish->text : "";
}

TEST(Commands, ExpectTakesEveryConditionUnderTheNameOfTheApi) {
  const auto expect = read<Expect>({"expect", "--to", "a@x.test", "--reply-to=b", "--has-attachment", "true",
                                    "--subject", "-10 %", "--within=250ms", "--count=2", "--after=7",
                                    "--inbox=i", "--print=link", "--link-text", "Confirm"});
  EXPECT_THAT(expect.conditions,
              testing::UnorderedElementsAre(Pair("to", "a@x.test"), Pair("replyTo", "b"),
                                            Pair("hasAttachment", "true"), Pair("subject", "-10 %")));
  EXPECT_EQ(expect.within, Duration(250));
  EXPECT_EQ(expect.count, 2u);
  EXPECT_EQ(expect.after, 7u);
  EXPECT_EQ(expect.inbox, "i");
  EXPECT_EQ(expect.print, "link");
  EXPECT_EQ(expect.link_text, "Confirm");
}

TEST(Commands, ExpectRefusesAnEmptyCondition) {
  for (const auto* flag : {"--to", "--subject", "--q"}) {
    EXPECT_THAT(mistake_of(parse({"expect", flag, ""})), HasSubstr("the text is empty")) << flag;
    EXPECT_THAT(mistake_of(parse({"expect", std::string(flag) + '='})), HasSubstr("missing")) << flag;
  }
  EXPECT_EQ(read<Expect>({"expect", "--inbox", ""}).inbox, "");  // the server refuses it
}

TEST(Commands, ExpectRefusesWhatDoesNotGoTogether) {
  EXPECT_THAT(mistake_of(parse({"expect", "--match={}", "--to=a"})), HasSubstr("--match says all"));
  EXPECT_THAT(mistake_of(parse({"expect", "--match={}", "--print=id"})), HasSubstr("not with --match"));
  EXPECT_THAT(mistake_of(parse({"expect", "--json", "--print=id"})), HasSubstr("do not go together"));
  EXPECT_THAT(mistake_of(parse({"expect", "--link-text=a"})), HasSubstr("only with --print link"));
  EXPECT_THAT(mistake_of(parse({"expect", "--within=5"})), HasSubstr("--within: \"5\" is not a duration"));
  EXPECT_THAT(mistake_of(parse({"expect", "--subjct=a"})),
              HasSubstr("did you mean --subject?\nRun `mailstop expect --help`"));
}

TEST(Commands, AskTheServerOfTheFlagElseOfTheVariable) {
  EXPECT_EQ(read<Ready>({"ready"}).remote.url, "http://127.0.0.1:8025");
  const std::map<std::string, std::string> variables{{"MAILSTOP_URL", "https://mail.test/"},
                                                     {"MAILSTOP_CA", "ca.pem"}};
  const auto ready = read<Ready>({"ready", "--wait", "10s"}, variables);
  EXPECT_EQ(ready.remote.url, "https://mail.test");
  EXPECT_EQ(ready.remote.ca_file, "ca.pem");
  EXPECT_EQ(ready.wait, Duration(10'000));
  EXPECT_EQ(read<List>({"ls", "--url=http://h:1"}, variables).remote.url, "http://h:1");
  EXPECT_FALSE(read<Tail>({"tail", "--insecure"}).remote.is_verified);
  EXPECT_THAT(mistake_of(parse({"ls", "--url=localhost:8025"})),
              HasSubstr("--url: \"localhost:8025\" is not an http"));
}

TEST(Commands, ShowOneViewOfOneMessage) {
  EXPECT_EQ(read<Show>({"show"}).id, "latest");
  const auto show = read<Show>({"show", "01kam2x7f0m7", "--raw"});
  EXPECT_EQ(show.id, "01kam2x7f0m7");
  EXPECT_EQ(show.view, View::raw);
  EXPECT_EQ(read<Show>({"show", "latest", "--q", "-is:read"}).selection.query, "-is:read");
  EXPECT_THAT(mistake_of(parse({"show", "--raw", "--html"})), HasSubstr("choose one of"));
  EXPECT_THAT(mistake_of(parse({"show", "--raw", "--json"})), HasSubstr("--json goes alone"));
  EXPECT_THAT(mistake_of(parse({"show", "01kam2x7f0m7", "--inbox=a"})), HasSubstr("go with `latest`"));
  EXPECT_THAT(mistake_of(parse({"show", "a", "b"})), HasSubstr("b"));
}

TEST(Commands, IngestTakesManyPathsAndOneTarget) {
  const auto ingest =
      read<Ingest>({"ingest", "a.mbox", "--tag=x", "b", "--to=a@x.test", "--tag", "y", "-", "--from", ""});
  EXPECT_THAT(ingest.paths, ElementsAre("a.mbox", "b", "-"));
  EXPECT_THAT(ingest.tags, ElementsAre("x", "y"));
  EXPECT_THAT(ingest.recipients, ElementsAre("a@x.test"));
  EXPECT_EQ(ingest.sender, "");
  EXPECT_FALSE(ingest.database || ingest.smtp || ingest.inbox);
  EXPECT_EQ(read<Ingest>({"ingest", "a", "--smtp", "mail.test:2525"}).smtp->port, 2525);
  EXPECT_EQ(
      read<Ingest>({"ingest", "a"}, {{"MAILSTOP_URL", "http://h:1"}, {"MAILSTOP_DATABASE", "d"}}).database,
      std::nullopt);
  EXPECT_THAT(mistake_of(parse({"ingest"})), HasSubstr("say which files"));
  EXPECT_THAT(mistake_of(parse({"ingest", "a", "--smtp=h:1", "--database=d"})), HasSubstr("choose one of"));
  EXPECT_THAT(mistake_of(parse({"ingest", "a", "--smtp=h:1", "--tag=t"})), HasSubstr("do not go over SMTP"));
}

TEST(Commands, ExportOfAFolderSaysWhich) {
  const auto wanted = read<Export>({"export", "--format=zip", "--q=-is:read", "--inbox", "a", "--force"});
  EXPECT_EQ(wanted.format, MailFormat::zip);
  EXPECT_EQ(wanted.selection.query, "-is:read");
  EXPECT_EQ(wanted.selection.inbox, "a");
  EXPECT_TRUE(wanted.force);
  EXPECT_FALSE(wanted.output);
  EXPECT_EQ(read<Export>({"export"}).format, MailFormat::mbox);
  for (const auto* format : {"--format=eml", "--format=maildir"}) {
    EXPECT_THAT(mistake_of(parse({"export", format})), HasSubstr("say which with --output"));
    EXPECT_THAT(mistake_of(parse({"export", format, "--output=-"})), HasSubstr("say which with --output"));
  }
  EXPECT_THAT(mistake_of(parse({"export", "--format=pst"})), HasSubstr("none of eml, mbox, maildir, zip"));
}

TEST(Commands, CheckAndBackupLookAtTheServersDatabase) {
  EXPECT_EQ(read<Check>({"check", "--json"}, {{"MAILSTOP_DATABASE", "/d/mail.db"}}).settings.store.path,
            "/d/mail.db");
  const auto backup = read<Backup>({"backup", "copy.db", "--database=other.db", "--force"});
  EXPECT_EQ(backup.file, "copy.db");
  EXPECT_EQ(backup.settings.store.path, "other.db");
  EXPECT_TRUE(backup.force);
  EXPECT_THAT(mistake_of(parse({"backup"})), HasSubstr("say the file"));
}

TEST(Commands, UnknownOnesAreNamedWithTheNearest) {
  EXPECT_THAT(mistake_of(parse({"exepct"})), HasSubstr("unknown command \"exepct\"; did you mean expect?"));
  EXPECT_THAT(mistake_of(parse({"--install-hint"})), HasSubstr("unknown option --install-hint"));
  EXPECT_THAT(mistake_of(parse({"completion"})), HasSubstr("bash, zsh or fish"));
  EXPECT_THAT(mistake_of(parse({"completion", "tcsh"})), HasSubstr("none of bash, zsh, fish"));
}

TEST(Commands, SayTheirVersionAlsoInJson) {
  EXPECT_THAT(text_of({"version", "--json"}), testing::MatchesRegex("\\{\"version\":\"[0-9.]+\"\\}\n"));
}

// --- the tables and what is made of them agree ---

// "### mailstop ls" and what follows it, by the command's name.
std::map<std::string, std::string> sections_of_the_page() {
  std::ifstream file(MAILSTOP_SOURCE_DIR "/docs/commands.md");
  std::map<std::string, std::string> sections;
  std::string name;
  for (std::string line; std::getline(file, line);) {
    const std::string mark = "## mailstop ";
    if (line.starts_with("## ")) name = line.starts_with(mark) ? line.substr(mark.size()) : "";
    if (!name.empty()) sections[name] += line + '\n';
  }
  return sections;
}

std::set<std::string> flags_in(const std::string& text) {
  const std::regex flag("`--([a-z-]+)");
  std::set<std::string> names;
  for (std::sregex_iterator found(text.begin(), text.end(), flag), end; found != end; ++found)
    names.insert((*found)[1]);
  return names;
}

TEST(CommandTable, IsWhatThePageSays) {
  const auto sections = sections_of_the_page();
  EXPECT_EQ(sections.size(), commands().size());
  for (const auto& command : commands()) {
    const auto section = sections.find(std::string(command.name));
    ASSERT_NE(section, sections.end()) << command.name;
    const auto named = flags_in(section->second);
    for (const auto& option : command.options)
      EXPECT_TRUE(named.contains(std::string(option.name))) << command.name << " --" << option.name;
    std::set<std::string> known;
    for (const auto* flag : flags_of(command)) known.insert(std::string(flag->name));
    for (const auto& name : named) EXPECT_TRUE(known.contains(name)) << command.name << " --" << name;
    EXPECT_THAT(section->second, HasSubstr("```sh\n")) << command.name;
  }
}

TEST(CommandTable, IsInHelp) {
  for (const auto& command : commands()) {
    EXPECT_THAT(program_help(), HasSubstr("\n  " + std::string(command.name) + " "));
    const auto help = text_of({std::string(command.name), "--help"});
    EXPECT_THAT(help, HasSubstr(command_usage(command)));
    for (const auto& option : command.options) {
      EXPECT_THAT(help, HasSubstr("--" + std::string(option.name)));
      EXPECT_THAT(help, HasSubstr(std::string(option.variable)));
    }
    ASSERT_FALSE(command.examples.empty()) << command.name;
    for (const auto& example : command.examples) EXPECT_THAT(help, HasSubstr(std::string(example.line)));
  }
}

TEST(CommandTable, IsInCompletion) {
  for (const auto* shell : {"bash", "zsh", "fish"}) {
    const auto script = text_of({"completion", shell});
    const auto option_mark = std::string(shell) == "fish" ? "-l " : "--";
    for (const auto& command : commands()) {
      EXPECT_THAT(script, HasSubstr(std::string(command.name))) << shell;
      for (const auto* flag : flags_of(command))
        EXPECT_THAT(script, HasSubstr(option_mark + std::string(flag->name))) << shell << ' ' << command.name;
    }
  }
}

TEST(CommandTable, IsInTheManual) {
  auto page = text_of({"man"});
  for (auto at = page.find("\\-"); at != page.npos; at = page.find("\\-", at)) page.erase(at, 1);
  for (const auto& command : commands()) {
    EXPECT_THAT(page, HasSubstr(".SS " + command_usage(command)));
    for (const auto* flag : flags_of(command)) EXPECT_THAT(page, HasSubstr("--" + std::string(flag->name)));
  }
}

TEST(CommandTable, NamesAreUniqueAndDescribed) {
  std::set<std::string_view> names;
  for (const auto& command : commands()) {
    EXPECT_TRUE(names.insert(command.name).second) << command.name;
    EXPECT_FALSE(command.summary.empty());
    std::set<std::string_view> flags{"help"};
    for (const auto* flag : flags_of(command)) {
      EXPECT_TRUE(flags.insert(flag->name).second) << command.name << " --" << flag->name;
      EXPECT_FALSE(flag->help.empty()) << flag->name;
      EXPECT_EQ(flag->value.empty(), flag->arity == Arity::flag) << flag->name;
    }
  }
}

}  // namespace
}  // namespace mailstop::config
