// Files with certificates and keys: read, watched for changes, and written so that nobody sees half of one.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::net {

class TlsFile {
 public:
  explicit TlsFile(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }

  // True when it is not as the last read() found it: another time, size or file.
  bool has_changed() const;

  // Errors name the file, the reason and what to do.
  Result<std::string> read();

 private:
  struct Stamp {
    std::int64_t seconds = 0;
    std::int64_t nanoseconds = 0;
    std::int64_t size = -1;  // -1: there is no file
    std::uint64_t inode = 0;
    bool operator==(const Stamp&) const = default;
  };
  static Stamp stamp_of(const std::string& path);

  std::string path_;
  std::optional<Stamp> stamp_;  // none before the first read()
};

enum class IfThere { replace, keep };

// Whole or not at all. `mode` such as 0600.
Result<void> write_tls_file(const std::string& path, std::string_view content, mode_t mode,
                            IfThere if_there = IfThere::replace);

}  // namespace mailstop::net
