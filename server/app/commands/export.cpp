#include "app/commands/export.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "app/commands/exit_status.hpp"
#include "app/commands/failure.hpp"
#include "app/commands/mail_folder.hpp"
#include "app/commands/message_feed.hpp"
#include "app/commands/output_file.hpp"
#include "app/commands/progress.hpp"
#include "app/commands/remote_server.hpp"
#include "app/commands/run_task.hpp"
#include "app/commands/terminal.hpp"
#include "mailroom/export_file.hpp"

namespace mailstop::app {
namespace {

using config::MailFormat;
using mailroom::ExportedMessage;
using mailroom::ExportFormat;

constexpr std::size_t output_piece = std::size_t{1} << 20;

Existing existing_of(const config::Export& command) {
  return command.force ? Existing::replaced : Existing::refused;
}

ExportFormat file_format(const config::Export& command) {
  return command.format == MailFormat::zip ? ExportFormat::zip : ExportFormat::mbox;
}

int fail_export(const Error& error) {
  if (error.code == Errc::network) return fail_unreachable(error);
  return error.code == Errc::invalid_argument ? fail_usage(error) : fail(error);
}

// Goes to standard error, as the mail itself may go to standard output.
int end_export(const config::Export& command, const std::string& what) {
  const auto where =
      *command.output == "-" ? std::string() : fmt::format(" in {}", safe_line(*command.output));
  fmt::print(stderr, "{}{}\n", what, where);
  return status_done;
}

using WriteMessage = std::function<Result<void>(const ExportedMessage&)>;

Task<Result<std::uint64_t>> write_all(MessageFeed& feed, const WriteMessage& write) {
  Progress progress;
  std::uint64_t count = 0;
  while (true) {
    const auto message = co_await feed.next();
    if (!message) co_return message.error();
    if (!*message) co_return count;
    if (auto written = write(**message); !written) co_return written.error();
    ++count;
    if (progress.is_due()) progress.show(rate_text(count, progress.seconds()));
  }
}

int export_to_folder(const config::Export& command, MessageFeed& feed) {
  const auto kind = command.format == MailFormat::maildir ? FolderKind::maildir : FolderKind::eml;
  auto folder = MailFolder::open(*command.output, kind, existing_of(command));
  if (!folder) return fail(folder.error());
  const auto count =
      run_task(write_all(feed, [&folder](const ExportedMessage& message) { return folder->write(message); }));
  if (!count) return fail_export(count.error());
  return end_export(command, count_text(*count));
}

// A message, or a piece of a large one, is packed at a time.
Result<void> write_message(const ExportedMessage& message, mailroom::ExportFile& packed, OutputFile& file) {
  const std::string_view raw = message.raw;
  packed.begin(message.summary);
  for (std::size_t at = 0; at < raw.size(); at += output_piece) {
    packed.append(raw.substr(at, output_piece));
    if (auto written = file.write(packed.take()); !written) return written;
  }
  packed.end();
  return file.write(packed.take());
}

int export_database_to_file(const config::Export& command, MessageFeed& feed) {
  auto file = OutputFile::open(*command.output, existing_of(command));
  if (!file) return fail(file.error());
  const auto packed = mailroom::make_export_file(file_format(command));
  const auto count = run_task(write_all(
      feed, [&](const ExportedMessage& message) { return write_message(message, *packed, *file); }));
  if (!count) return fail_export(count.error());
  packed->finish();
  if (auto written = file->write(packed->take()); !written) return fail(written.error());
  if (auto finished = file->finish(); !finished) return fail(finished.error());
  return end_export(command, count_text(*count));
}

int export_database(const config::Export& command) {
  auto mail = StoredMail::open(*command.database, MissingDatabase::refused);
  if (!mail) return fail(mail.error());
  const auto feed = feed_from_database(**mail, command.selection);
  if (!feed) return fail_usage(feed.error());
  const bool is_file = command.format == MailFormat::mbox || command.format == MailFormat::zip;
  return is_file ? export_database_to_file(command, **feed) : export_to_folder(command, **feed);
}

// The server packs: its answer is the file.
int export_server_to_file(const config::Export& command, const http::Client& client) {
  auto file = OutputFile::open(*command.output, existing_of(command));
  if (!file) return fail(file.error());
  auto parameters = parameters_of(command.selection);
  parameters.emplace_back("format", file_format(command) == ExportFormat::zip ? "zip" : "mbox");
  http::Question question;
  question.target = target_of("/v1/export", parameters);
  Progress progress;
  std::uint64_t bytes = 0;
  Result<void> written;
  const auto take = [&](std::string_view piece_of_file) {
    written = file->write(piece_of_file);
    bytes += piece_of_file.size();
    if (progress.is_due()) progress.show(size_text(bytes));
    return written.has_value();
  };
  const auto answer = run_task(client.stream(std::move(question), take));
  progress.clear();
  if (!written) return fail(written.error());
  if (!answer) return fail_unreachable(answer.error());
  if (answer->status != 200) return fail_answer(*answer);
  if (auto finished = file->finish(); !finished) return fail(finished.error());
  return end_export(command, size_text(bytes));
}

int export_server(const config::Export& command) {
  auto client = open_client(command.remote);
  if (!client) return fail_usage(client.error());
  const bool is_file = command.format == MailFormat::mbox || command.format == MailFormat::zip;
  if (is_file) return export_server_to_file(command, *client);
  const auto feed = feed_from_server(std::move(*client), command.selection);
  return export_to_folder(command, *feed);
}

}  // namespace

int export_mail(const config::Export& given) {
  auto command = given;
  if (!command.output && is_terminal(stdout))
    return fail_usage(invalid_argument("say where to, with --output (- is this terminal)"));
  if (!command.output) command.output = "-";
  return command.database ? export_database(command) : export_server(command);
}

}  // namespace mailstop::app
