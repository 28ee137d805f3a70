#include "store/sqlite/backup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "store/sqlite/beside.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {
namespace {

namespace fs = std::filesystem;

constexpr int pages_at_once = 256;
constexpr int busy_pause = 10;  // milliseconds
constexpr int most_busy_pauses = 3000;

Error cannot_write_backup(const std::string& path, int error) {
  const auto code = error == ENOSPC || error == EDQUOT ? Errc::storage_full : Errc::invalid_argument;
  return {code, fmt::format("The backup \"{}\" cannot be written: {}.", path,
                            std::generic_category().message(error))};
}

// A server that has this very file open would go on with the old one, and a log beside it would be played
// into the new one.
std::optional<Error> refuse_database_in_use(const std::string& path) {
  std::error_code ignored;
  const auto log_size = fs::file_size(path + "-wal", ignored);
  bool is_locked = false;
  const int file = ::open((path + "-lock").c_str(), O_RDWR | O_CLOEXEC);
  if (file >= 0) {
    is_locked = ::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(file);
  }
  if (!is_locked && (ignored || log_size == 0)) return std::nullopt;
  return Error{
      Errc::conflict,
      fmt::format("\"{}\" is a database in use, or was not closed in order: name another file.", path)};
}

std::optional<Error> check_target(const BackupPlan& plan) {
  std::error_code ignored;
  const auto status = fs::status(plan.to, ignored);
  if (!fs::exists(status)) return refuse_database_in_use(plan.to);
  if (fs::equivalent(plan.from, plan.to, ignored))
    return Error{Errc::conflict, fmt::format("\"{}\" is the database itself: name another file.", plan.to)};
  if (!fs::is_regular_file(status))
    return Error{Errc::conflict, fmt::format("\"{}\" is not a file: name another one.", plan.to)};
  if (plan.overwrite == Overwrite::no)
    return Error{Errc::conflict,
                 fmt::format("\"{}\" is there already: name another file, or say --force.", plan.to)};
  return refuse_database_in_use(plan.to);
}

// The copy under its first name, which is removed unless it got its own.
class PartFile {
 public:
  explicit PartFile(const std::string& path)
      : final_(path), path_(fmt::format("{}.{}.part", path, ::getpid())) {}
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  ~PartFile() { std::remove(path_.c_str()); }

  const std::string& path() const { return path_; }

  std::optional<Error> make() {
    const int file = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) return cannot_write_backup(final_, errno);
    ::close(file);
    return std::nullopt;
  }

  std::optional<Error> keep() {
    if (auto error = flush(path_, O_RDWR)) return error;
    if (std::rename(path_.c_str(), final_.c_str()) != 0) return cannot_write_backup(final_, errno);
    const auto folder = fs::path(final_).parent_path();
    return flush(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY);
  }

 private:
  std::optional<Error> flush(const std::string& what, int access) const {
    const int file = ::open(what.c_str(), access | O_CLOEXEC);
    const bool is_done = file >= 0 && ::fsync(file) == 0;
    const int error = errno;
    if (file >= 0) ::close(file);
    if (is_done) return std::nullopt;
    return cannot_write_backup(final_, error);
  }

  const std::string final_;
  const std::string path_;
};

// An open read transaction keeps the pages as they are: without it the copy would begin anew with each
// change of the server.
std::optional<Error> copy_pages(Database& from, Database& to, const OnCopied& on_copied) {
  from.execute("BEGIN");
  const auto page_bytes = static_cast<std::uint64_t>(number_from(from, "PRAGMA page_size"));
  number_from(from, "SELECT count(*) FROM sqlite_schema");
  if (auto error = from.take_error()) return error;
  sqlite3_backup* const copy = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (!copy) return to_error(sqlite3_errcode(to.handle()), sqlite3_errmsg(to.handle()));
  int code = SQLITE_OK;
  for (int pauses = 0; code != SQLITE_DONE && pauses < most_busy_pauses;) {
    code = sqlite3_backup_step(copy, pages_at_once);
    const bool is_busy = code == SQLITE_BUSY || code == SQLITE_LOCKED;
    if (code != SQLITE_OK && code != SQLITE_DONE && !is_busy) break;
    const auto total = static_cast<std::uint64_t>(sqlite3_backup_pagecount(copy));
    const auto left = static_cast<std::uint64_t>(sqlite3_backup_remaining(copy));
    on_copied({(total - left) * page_bytes, total * page_bytes});
    if (is_busy) {
      ++pauses;
      sqlite3_sleep(busy_pause);
    }
  }
  const int ended = sqlite3_backup_finish(copy);
  from.execute("COMMIT");
  if (code == SQLITE_DONE && ended == SQLITE_OK) return std::nullopt;
  const int failed = ended == SQLITE_OK ? code : ended;
  return to_error(failed, sqlite3_errstr(failed));
}

// One file that needs no other: a server turns write-ahead logging on again.
std::optional<Error> check_copy(Database& copy, Backup& result) {
  copy.execute("PRAGMA journal_mode = DELETE");
  std::string said = "nothing";
  {
    Statement check(copy, "PRAGMA quick_check(1)");
    if (check.step()) said = check.text(0);
  }
  result.messages =
      static_cast<std::uint64_t>(number_from(copy, "SELECT count(*) FROM message WHERE sequence > 0"));
  if (auto error = copy.take_error()) return error;
  if (said == "ok") return std::nullopt;
  return Error{Errc::storage_unusable,
               fmt::format("The copy is damaged, and so is the database: {}. Run `mailstop check`.", said)};
}

std::optional<Error> fill(const std::string& from, const std::string& part, const OnCopied& on_copied,
                          Backup& result) {
  auto source = open_beside(from);
  if (!source) return source.error();
  auto copy = Database::open(part, Database::Mode::read_write);
  if (!copy) return copy.error();
  copy->execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
  if (auto error = copy_pages(*source, *copy, on_copied)) return error;
  return check_copy(*copy, result);
}

}  // namespace

Result<Backup> back_up_database(const BackupPlan& plan, const OnCopied& on_copied) {
  if (auto checked = open_beside(plan.from); !checked) return checked.error();
  if (auto refused = check_target(plan)) return std::move(*refused);
  PartFile part(plan.to);
  if (auto error = part.make()) return std::move(*error);
  Backup result;
  if (auto error = fill(plan.from, part.path(), on_copied, result)) {
    error->message = fmt::format("The backup \"{}\" was not made. {}", plan.to, error->message);
    return std::move(*error);
  }
  std::error_code ignored;
  result.bytes = fs::file_size(part.path(), ignored);
  if (auto error = part.keep()) return std::move(*error);
  return result;
}

}  // namespace mailstop::store::sqlite
