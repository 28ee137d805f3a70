// A folder that `export` writes messages to, each in a file of its own: plain .eml files, or a Maildir
// (https://cr.yp.to/proto/maildir.html), read ones in cur and unread ones in new. Names sort by arrival. A
// file has its name only when it is whole. Owner: the command; one thread.
#pragma once
#include <filesystem>
#include <string>

#include "app/commands/output_file.hpp"
#include "base/result.hpp"
#include "mailroom/export_walk.hpp"

namespace mailstop::app {

enum class FolderKind { eml, maildir };

class MailFolder {
 public:
  // Made when it is missing. Errors: conflict when it holds something and `existing` does not allow that.
  static Result<MailFolder> open(const std::string& path, FolderKind kind, Existing existing);

  Result<void> write(const mailroom::ExportedMessage& message);

 private:
  MailFolder(std::filesystem::path path, FolderKind kind) : path_(std::move(path)), kind_(kind) {}

  Result<void> write_file(const std::string& name, const std::string& raw);

  std::filesystem::path path_;
  FolderKind kind_;
};

}  // namespace mailstop::app
