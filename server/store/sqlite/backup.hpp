// Copies a database as it is at one moment, also while a server writes to it: the copy is made of one read
// transaction, a few pages at a time, and has its name only when it is whole, checked and on the disk. Nobody
// waits for it; the write-ahead log of the server grows meanwhile. One thread, may take long.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "base/result.hpp"

namespace mailstop::store::sqlite {

enum class Overwrite { no, yes };

struct BackupPlan {
  std::string from;
  std::string to;
  Overwrite overwrite = Overwrite::no;
};

struct BackupProgress {
  std::uint64_t done_bytes = 0;
  std::uint64_t total_bytes = 0;
};

struct Backup {
  std::uint64_t messages = 0;
  std::uint64_t bytes = 0;  // of the copy
};

using OnCopied = std::function<void(const BackupProgress&)>;

// Errors: those of open_beside for `from`; conflict when `to` is there, or is a database in use,
// invalid_argument when it cannot be written, storage_full; storage_unusable when the copy turns out to be
// damaged.
Result<Backup> back_up_database(const BackupPlan& plan, const OnCopied& on_copied);

}  // namespace mailstop::store::sqlite
