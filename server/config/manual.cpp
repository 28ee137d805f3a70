#include "config/manual.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/version.hpp"
#include "config/command_table.hpp"
#include "config/help.hpp"

namespace mailstop::config {
namespace {

using Text = std::string_view;

// A dash is to be a dash that can be copied, and no line may begin as a request.
std::string roff(Text text) {
  std::string escaped;
  if (text.starts_with('.') || text.starts_with('\'')) escaped = "\\&";
  for (const char c : text) {
    if (c == '\\')
      escaped += "\\e";
    else if (c == '-')
      escaped += "\\-";
    else
      escaped += c;
  }
  return escaped;
}

std::string flag_entry(const CommandInfo& command, const Flag& flag) {
  auto entry = fmt::format(".TP\n\\fB\\-\\-{}\\fR", roff(flag.name));
  if (!flag.value.empty()) entry += fmt::format(" \\fI{}\\fR", roff(flag.value));
  entry += fmt::format("\n{}", roff(flag.help));
  const auto facts = flag_facts(command, flag);
  if (!facts.empty()) entry += fmt::format(" [{}]", roff(facts));
  return entry + '\n';
}

std::string manual_examples(const CommandInfo& command) {
  std::string text;
  for (const auto& example : command.examples) {
    if (!example.purpose.empty()) text += fmt::format(".PP\n{}:\n", roff(example.purpose));
    text += fmt::format(".PP\n.RS 4\n.EX\n{}\n.EE\n.RE\n", roff(example.line));
  }
  return text;
}

std::string command_section(const CommandInfo& command) {
  auto text = fmt::format(".SS {}\n{}\n", roff(command_usage(command)), roff(command_sentence(command)));
  if (!command.description.empty()) text += fmt::format("{}\n", roff(command.description));
  for (const auto& option : command.options) text += flag_entry(command, option);
  if (command.takes_settings == TakesSettings::yes)
    text += ".PP\nTakes every option of the server (OPTIONS, below).\n";
  return text + manual_examples(command);
}

constexpr Text manual_head = R"(.TH MAILSTOP 1 "" "mailstop {}" "Mailstop"
.SH NAME
mailstop \- where test mail stops
.SH SYNOPSIS
.B mailstop
[serve] [\fIOPTION\fR]...
.br
.B mailstop
\fICOMMAND\fR [\fIOPTION\fR]...
.SH DESCRIPTION
{}
.SH COMMANDS
)";

constexpr Text manual_tail = R"(.SH ENVIRONMENT
Every option of the server has a variable, named with it above. The commands that ask a server take
.B MAILSTOP_URL
and
.BR MAILSTOP_CA .
.SH FILES
.TP
.I mailstop.toml
In the working directory: options of the server by their names. A flag wins over its variable, a variable over this file.
.TP
.I $XDG_DATA_HOME/mailstop/mail.db
The mail, unless \fB\-\-database\fR names another file.
.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
Not met, not found, or the server cannot start.
.TP
.B 2
A mistake on the command line, in a variable or in the file.
.TP
.B 69
The server is not reachable, or gives no usable answer.
)";

}  // namespace

std::string manual_page() {
  auto text = fmt::format(fmt::runtime(manual_head), version, roff(program_summary));
  for (const auto& command : commands()) text += command_section(command);
  text += ".SH OPTIONS\nOf the server:\n";
  for (const auto& option : options()) text += flag_entry(*find_command("serve"), option);
  return text + std::string(manual_tail);
}

}  // namespace mailstop::config
