#include "app/commands/mail_folder.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <chrono>
#include <system_error>
#include <utility>

#include "mailroom/export_file.hpp"

namespace mailstop::app {
namespace {

namespace fs = std::filesystem;

// Seconds come first in the names of a Maildir; ":2," begins the flags, Seen and Flagged.
std::string maildir_name(const mail::MessageSummary& message) {
  const auto seconds =
      std::chrono::floor<std::chrono::seconds>(message.received_at.time_since_epoch()).count();
  const auto name = fmt::format("{}.{:012}_{}.mailstop", seconds, message.sequence, message.id);
  if (!message.read && !message.pinned) return fmt::format("new/{}", name);
  return fmt::format("cur/{}:2,{}{}", name, message.pinned ? "F" : "", message.read ? "S" : "");
}

Result<void> make_folder_for_mail(const fs::path& folder) {
  std::error_code error;
  const auto previous = ::umask(077);  // mail is for its owner alone
  fs::create_directories(folder, error);
  ::umask(previous);
  if (error) return invalid_argument(fmt::format("{} cannot be made: {}", folder.string(), error.message()));
  return {};
}

}  // namespace

Result<MailFolder> MailFolder::open(const std::string& path, FolderKind kind, Existing existing) {
  std::error_code ignored;
  const auto status = fs::status(path, ignored);
  if (fs::exists(status) && !fs::is_directory(status))
    return Error{Errc::conflict, fmt::format("{} is a file: name a folder", path)};
  if (fs::exists(status) && existing == Existing::refused && !fs::is_empty(path, ignored))
    return Error{Errc::conflict,
                 fmt::format("the folder {} holds something: name another one, or say --force", path)};
  MailFolder folder(path, kind);
  if (auto made = make_folder_for_mail(path); !made) return made.error();
  if (kind == FolderKind::eml) return folder;
  for (const auto* name : {"cur", "new", "tmp"}) {
    if (auto made = make_folder_for_mail(folder.path_ / name); !made) return made.error();
  }
  return folder;
}

Result<void> MailFolder::write(const mailroom::ExportedMessage& message) {
  if (kind_ == FolderKind::eml) return write_file(mailroom::export_file_name(message.summary), message.raw);
  const auto name = maildir_name(message.summary);
  const auto temporary = fmt::format("tmp/{}", name.substr(name.find('/') + 1));
  if (auto written = write_file(temporary, message.raw); !written) return written;
  std::error_code error;
  fs::rename(path_ / temporary, path_ / name, error);
  if (error)
    return invalid_argument(
        fmt::format("{} cannot be written: {}", (path_ / name).string(), error.message()));
  return {};
}

Result<void> MailFolder::write_file(const std::string& name, const std::string& raw) {
  auto file = OutputFile::open((path_ / name).string(), Existing::replaced);
  if (!file) return file.error();
  if (auto written = file->write(raw); !written) return written;
  return file->finish();
}

}  // namespace mailstop::app
