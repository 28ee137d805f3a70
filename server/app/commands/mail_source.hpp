// The messages of files, folders and standard input, one after the other in a stable order: what `ingest`
// reads. A file called .eml and one of a Maildir are one message; any other file and standard input are mbox
// when they begin as mbox does, and one message when they do not. A folder with cur or new is a Maildir, with
// subfolders .Name; of any other folder and what is below it, .eml and .mbox files and Maildirs count. One
// message is in memory. Owner: who reads; one thread.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "mail/mbox.hpp"

namespace mailstop::app {

struct SourceMessage {
  std::string name;         // of its file; of several in one, with its number: "old.mbox, message 3"
  Result<std::string> raw;  // or why it, or all that its path names, cannot be had
};

enum class FileKind { message, mbox_or_message };

struct MailFile {
  std::filesystem::path path;
  FileKind kind;
};

class MailSource {
 public:
  static constexpr std::size_t largest_message = std::size_t{256} << 20;

  explicit MailSource(std::vector<std::string> paths) : paths_(paths.begin(), paths.end()) {}

  std::optional<SourceMessage> next();

 private:
  using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

  // Something to say at once, or nothing: files are queued or open then.
  std::optional<SourceMessage> begin_path(const std::string& path);
  std::optional<SourceMessage> begin_file(const MailFile& file);
  std::optional<SourceMessage> next_of_mbox();
  SourceMessage read_rest(std::string begin);

  std::deque<std::string> paths_;
  std::deque<MailFile> files_;
  File file_{nullptr, nullptr};
  std::string name_;  // of file_
  std::optional<mail::MboxReader> mbox_;
  std::uint64_t number_ = 0;
};

}  // namespace mailstop::app
