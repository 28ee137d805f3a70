// The database file on disk: made when missing, ours alone while we hold it, and looked at before SQLite
// touches it.
#pragma once
#include <string>

#include "base/result.hpp"

namespace mailstop::store::sqlite {

constexpr std::uint32_t application_id = 0x4D535450;  // "MSTP", in the header of every database of ours

// Holds an advisory lock on "<path>-lock" until destroyed; the system lets go of it when the process dies.
class DatabaseFile {
 public:
  // Errors are storage_unusable: in use by another process, not a database, of another application or of a
  // newer version, cut off; or the file cannot be made or read. A refused file is left as it is.
  static Result<DatabaseFile> claim(const std::string& path, int newest_version);

  // For who only looks, also while another process has claimed it: nothing is made. Besides those errors,
  // not_found.
  static Result<void> check(const std::string& path, int newest_version);

  DatabaseFile(DatabaseFile&& other) noexcept;
  DatabaseFile& operator=(DatabaseFile&& other) noexcept;
  ~DatabaseFile();

  const std::string& path() const { return path_; }

 private:
  DatabaseFile(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::string path_;
  int lock_ = -1;
};

}  // namespace mailstop::store::sqlite
