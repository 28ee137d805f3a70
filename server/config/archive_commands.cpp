#include "config/archive_commands.hpp"

#include <utility>

#include "base/text.hpp"
#include "config/client_commands.hpp"
#include "config/option_values.hpp"
#include "config/sendmail_arguments.hpp"

namespace mailstop::config {
namespace {

using Text = std::string_view;

constexpr std::pair<Text, MailFormat> mail_formats[] = {{"eml", MailFormat::eml},
                                                        {"mbox", MailFormat::mbox},
                                                        {"maildir", MailFormat::maildir},
                                                        {"zip", MailFormat::zip}};

Result<void> refuse_empty(Text value) {
  if (trim(value).empty()) return invalid_argument("the text is empty");
  return {};
}

template <class Asked, class Value, Value Asked::*member>
Result<void> take_text(Command& command, Text value) {
  if (auto done = refuse_empty(value); !done) return done;
  std::get<Asked>(command).*member = std::string(value);
  return {};
}

template <std::vector<std::string> Ingest::*member>
Result<void> add_to_ingest(Command& command, Text value) {
  if (auto done = refuse_empty(value); !done) return done;
  (std::get<Ingest>(command).*member).emplace_back(value);
  return {};
}

template <class Asked, bool Asked::*member>
Result<void> switch_on(Command& command, Text) {
  std::get<Asked>(command).*member = true;
  return {};
}

std::vector<CommandOption> ingest_options() {
  using OptionalText = std::optional<std::string>;
  return with_remote(
      {{{"inbox", "NAME", Arity::once, "as for any mail", "put the messages into this inbox"},
        take_text<Ingest, OptionalText, &Ingest::inbox>},
       {{"tag", "TAG", Arity::repeatable, "", "tag the messages"}, add_to_ingest<&Ingest::tags>},
       {{"from", "ADDRESS", Arity::once, "that of Return-Path, else of From",
         "the sender of the envelope; empty is the null sender of bounces"},
        [](Command& c, Text v) -> Result<void> {
          std::get<Ingest>(c).sender = v;
          return {};
        }},
       {{"to", "ADDRESS", Arity::repeatable, "those of To, Cc and Bcc", "a recipient of the envelope"},
        add_to_ingest<&Ingest::recipients>},
       {{"smtp", "HOST:PORT", Arity::once, "", "send the messages to this SMTP server instead"},
        [](Command& c, Text v) { return set(std::get<Ingest>(c).smtp, parse_smtp_remote(v)); }},
       {{"database", "FILE", Arity::once, "",
         "put them into this database instead, which no server may have open; it is made when it is missing"},
        take_text<Ingest, OptionalText, &Ingest::database>},
       {{"json", "", Arity::flag, "", "print what became of them as JSON"},
        switch_on<Ingest, &Ingest::json>}});
}

Result<void> check_ingest(const Command& command) {
  const auto& ingest = std::get<Ingest>(command);
  if (ingest.paths.empty()) return invalid_argument("say which files or folders, or - for standard input");
  if (ingest.smtp && ingest.database) return invalid_argument("choose one of --smtp and --database");
  if (ingest.smtp && (ingest.inbox || !ingest.tags.empty()))
    return invalid_argument(
        "--inbox and --tag do not go over SMTP: leave --smtp out, and the server takes them through its API");
  return {};
}

std::vector<CommandOption> export_options() {
  using OptionalText = std::optional<std::string>;
  return with_remote(
      {{{"format", "eml|mbox|maildir|zip", Arity::once, "mbox",
         "a folder of files, one file, a Maildir folder, or a ZIP archive of files"},
        [](Command& c, Text v) { return set_choice(std::get<Export>(c).format, v, mail_formats); }},
       {{"output", "PATH", Arity::once, "standard output, for mbox and zip and unless that is a terminal",
         "the file or folder to write; - is standard output"},
        take_text<Export, OptionalText, &Export::output>},
       {{"q", "SEARCH", Arity::once, "",
         "only what this search finds, such as \"from:shop subject:invoice\""},
        [](Command& c, Text v) -> Result<void> {
          std::get<Export>(c).selection.query = v;
          return {};
        }},
       {{"inbox", "NAME", Arity::once, "all", "this inbox only"},
        [](Command& c, Text v) -> Result<void> {
          std::get<Export>(c).selection.inbox = v;
          return {};
        }},
       {{"force", "", Arity::flag, "off", "overwrite the file, or write into a folder that holds something"},
        switch_on<Export, &Export::force>},
       {{"database", "FILE", Arity::once, "",
         "read this database instead of asking a server; none may have it open"},
        take_text<Export, OptionalText, &Export::database>}});
}

Result<void> check_export(const Command& command) {
  const auto& wanted = std::get<Export>(command);
  const bool is_folder = wanted.format == MailFormat::eml || wanted.format == MailFormat::maildir;
  if (is_folder && (!wanted.output || *wanted.output == "-"))
    return invalid_argument("eml and maildir are folders: say which with --output");
  return {};
}

}  // namespace

CommandInfo ingest_command() {
  return {"ingest",
          "put mail from files into the store",
          "Takes .eml files, mbox files, Maildir folders with their subfolders, folders that hold any of "
          "these, and "
          "standard input; the bytes stay as they are. The mail goes to the running server, or over SMTP, or "
          "straight into a database. What cannot be read or is refused is named, and the rest goes on. Ends "
          "with 0 "
          "when all was taken, with 1 when something was not, and with 69 when the server is not reachable.",
          TakesSettings::no,
          {{"PATH", "PATH", Arity::repeatable, "", "a file or a folder; - is standard input"},
           add_to_ingest<&Ingest::paths>},
          ingest_options(),
          {{"an mbox file and a Maildir folder", "mailstop ingest archive.mbox ~/Maildir --inbox archive"},
           {"what another server has", "curl -fsS http://other:8025/v1/export | mailstop ingest -"},
           {"through an application's relay",
            "mailstop ingest mails/ --smtp 127.0.0.1:2525 --to qa@example.test"},
           {"with no server running", "mailstop ingest mails/ --database mail.db"}},
          []() -> Command { return Ingest{}; },
          check_ingest};
}

CommandInfo export_command() {
  return {
      "export",
      "write mail to files",
      "Oldest first, each message byte for byte; mbox adds a line end to a message that has none at its end. "
      "A file has its name only when it is whole, and nothing is overwritten without --force.",
      TakesSettings::no,
      no_operand,
      export_options(),
      {{"all of it", "mailstop export --output all.mbox"},
       {"what a search finds, a file each",
        "mailstop export --format eml --q to:alice@example.test --output mails"},
       {"one inbox as an archive", "mailstop export --format zip --inbox checkout-7 > mails.zip"},
       {"with no server running", "mailstop export --database mail.db --format maildir --output Maildir"}},
      []() -> Command { return Export{}; },
      check_export};
}

CommandInfo check_command() {
  return {
      "check",
      "verify the database",
      "Reads all of it, also while the server runs: structure, references, that every message can be "
      "unpacked and has its size, and the totals of inboxes. Changes nothing. Ends with 0 when all is well, "
      "with 1 when something is wrong, which it names with what to do, and with 2 when the database cannot "
      "be read.",
      TakesSettings::yes,
      no_operand,
      {{{"json", "", Arity::flag, "", "print JSON"}, switch_on<Check, &Check::json>}},
      {{"the server's own", "mailstop check"}, {"a backup", "mailstop check --database mail-2026-11-22.db"}},
      []() -> Command { return Check{}; }};
}

CommandInfo backup_command() {
  return {"backup",
          "copy the database, also while the server runs",
          "The copy is the store of one moment; the server goes on meanwhile. It is checked, and has its "
          "name only "
          "when it is whole. A server uses it with --database.",
          TakesSettings::yes,
          {{"FILE", "FILE", Arity::once, "", "the copy"}, take_text<Backup, std::string, &Backup::file>},
          {{{"force", "", Arity::flag, "off", "overwrite the file"}, switch_on<Backup, &Backup::force>},
           {{"json", "", Arity::flag, "", "print JSON"}, switch_on<Backup, &Backup::json>}},
          {{"every night", "mailstop backup /backup/mail-$(date +%F).db"},
           {"of another database", "mailstop backup copy.db --database /data/mail.db"}},
          []() -> Command { return Backup{}; },
          [](const Command& c) -> Result<void> {
            if (!std::get<Backup>(c).file.empty()) return {};
            return invalid_argument("say the file that the copy is to be");
          }};
}

}  // namespace mailstop::config
