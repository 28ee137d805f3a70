#include "app/commands/mail_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "base/text.hpp"

namespace mailstop::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t read_piece = 64 * 1024;
constexpr std::size_t longest_first_line = 1000;

Error because(int error) {
  return not_found(std::strerror(error));
}

Error is_too_large() {
  return {Errc::too_large,
          fmt::format("the message is larger than {} MiB", MailSource::largest_message >> 20)};
}

int keep_open(std::FILE*) {
  return 0;
}

std::string extension_of(const fs::path& path) {
  return to_lower_ascii(path.extension().string());
}

FileKind kind_of(const fs::path& path) {
  return extension_of(path) == ".eml" ? FileKind::message : FileKind::mbox_or_message;
}

bool is_maildir(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder / "cur", ignored) || fs::is_directory(folder / "new", ignored);
}

using Listed = std::vector<fs::path>;
using MailFiles = std::vector<MailFile>;

Result<Listed> list_folder(const fs::path& folder) {
  Listed entries;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    entries.push_back(entry->path());
  if (error) return not_found(fmt::format("{}: {}", folder.string(), error.message()));
  std::sort(entries.begin(), entries.end());
  return entries;
}

// Names begin with the time of delivery, so those of cur and new are sorted together.
Result<void> add_maildir(const fs::path& folder, MailFiles& files) {
  Listed found;
  for (const auto* name : {"cur", "new"}) {
    std::error_code ignored;
    if (!fs::is_directory(folder / name, ignored)) continue;
    auto entries = list_folder(folder / name);
    if (!entries) return entries.error();
    const auto is_mail = [](const fs::path& path) {
      std::error_code unknown;
      return !path.filename().string().starts_with('.') && !fs::is_directory(path, unknown);
    };
    std::copy_if(entries->begin(), entries->end(), std::back_inserter(found), is_mail);
  }
  std::sort(found.begin(), found.end(),
            [](const fs::path& a, const fs::path& b) { return a.filename() < b.filename(); });
  for (auto& path : found) files.push_back({std::move(path), FileKind::message});
  auto entries = list_folder(folder);
  if (!entries) return entries.error();
  for (const auto& entry : *entries) {
    if (!entry.filename().string().starts_with('.') || !is_maildir(entry)) continue;
    if (auto added = add_maildir(entry, files); !added) return added;
  }
  return {};
}

// Links to folders are not followed: they may lead in a circle.
Result<void> add_folder(const fs::path& folder, MailFiles& files) {
  if (is_maildir(folder)) return add_maildir(folder, files);
  auto entries = list_folder(folder);
  if (!entries) return entries.error();
  for (const auto& entry : *entries) {
    std::error_code ignored;
    const auto extension = extension_of(entry);
    if (fs::is_directory(fs::symlink_status(entry, ignored))) {
      if (auto added = add_folder(entry, files); !added) return added;
    } else if (extension == ".eml" || extension == ".mbox") {
      files.push_back({entry, kind_of(entry)});
    }
  }
  return {};
}

}  // namespace

std::optional<SourceMessage> MailSource::next() {
  while (true) {
    if (mbox_) {
      if (auto message = next_of_mbox()) return message;
    } else if (!files_.empty()) {
      const auto file = std::move(files_.front());
      files_.pop_front();
      if (auto message = begin_file(file)) return message;
    } else if (!paths_.empty()) {
      const auto path = std::move(paths_.front());
      paths_.pop_front();
      if (auto message = begin_path(path)) return message;
    } else {
      return std::nullopt;
    }
  }
}

std::optional<SourceMessage> MailSource::begin_path(const std::string& path) {
  std::error_code ignored;
  if (path == "-" || !fs::is_directory(path, ignored)) return begin_file({path, kind_of(path)});
  MailFiles files;
  const auto listed = add_folder(path, files);
  if (listed && !files.empty()) {
    files_.assign(files.begin(), files.end());
    return std::nullopt;
  }
  return SourceMessage{path, listed
                                 ? not_found("the folder holds no mail: no .eml or .mbox file and no Maildir")
                                 : listed.error()};
}

std::optional<SourceMessage> MailSource::begin_file(const MailFile& file) {
  const auto& path = file.path;
  const bool is_input = path == "-";
  name_ = is_input ? "standard input" : path.string();
  file_ = is_input ? File(stdin, keep_open) : File(std::fopen(path.c_str(), "rb"), std::fclose);
  if (!file_) return SourceMessage{name_, because(errno)};
  std::string begin(read_piece, '\0');
  begin.resize(std::fread(begin.data(), 1, begin.size(), file_.get()));
  if (std::ferror(file_.get())) return SourceMessage{name_, because(errno)};
  const bool is_single = file.kind == FileKind::message;
  if (begin.empty() && !is_single) return SourceMessage{name_, not_found("there is nothing in it")};
  const auto first_line = std::string_view(begin).substr(0, std::min(begin.find('\n'), longest_first_line));
  if (is_single || !mail::is_mbox_from_line(first_line)) return read_rest(std::move(begin));
  mbox_.emplace(largest_message);
  mbox_->append(begin);
  number_ = 0;
  return std::nullopt;
}

SourceMessage MailSource::read_rest(std::string begin) {
  std::array<char, read_piece> bytes;
  while (const auto size = std::fread(bytes.data(), 1, bytes.size(), file_.get())) {
    if (begin.size() + size > largest_message) return {name_, is_too_large()};
    begin.append(bytes.data(), size);
  }
  if (std::ferror(file_.get())) return {name_, because(errno)};
  return {name_, std::move(begin)};
}

std::optional<SourceMessage> MailSource::next_of_mbox() {
  while (true) {
    if (auto message = mbox_->take()) {
      const auto name = fmt::format("{}, message {}", name_, ++number_);
      if (message->is_too_large) return SourceMessage{name, is_too_large()};
      return SourceMessage{name, std::move(message->raw)};
    }
    if (!file_) {
      mbox_.reset();
      return std::nullopt;
    }
    std::array<char, read_piece> bytes;
    const auto size = std::fread(bytes.data(), 1, bytes.size(), file_.get());
    mbox_->append({bytes.data(), size});
    if (size > 0) continue;
    const bool is_broken = std::ferror(file_.get()) != 0;
    const int error = errno;
    file_.reset();
    if (is_broken) {
      mbox_.reset();  // what was read of the last message is not all of it
      return SourceMessage{name_, because(error)};
    }
    mbox_->finish();
  }
}

}  // namespace mailstop::app
