#include "store/sqlite/database_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace mailstop::store::sqlite {
namespace {

namespace fs = std::filesystem;

constexpr mode_t private_file = 0600;

Error unusable(std::string message) {
  return {Errc::storage_unusable, std::move(message)};
}

Error unusable(const std::string& path, std::string_view what, int error) {
  return unusable(fmt::format("The database \"{}\" cannot be {}: {}.", path, what,
                              std::generic_category().message(error)));
}

// SQLite's file header (https://sqlite.org/fileformat2.html, section 1.3), big-endian.
class FileHeader {
 public:
  static constexpr size_t length = 100;

  bool read_from(int file) { return ::pread(file, bytes_.data(), length, 0) == ssize_t{length}; }

  bool has_magic() const { return std::memcmp(bytes_.data(), "SQLite format 3", 16) == 0; }
  std::uint32_t application() const { return number(68); }
  std::uint32_t version() const { return number(60); }
  std::uint64_t expected_bytes() const {
    const std::uint64_t page = (std::uint64_t{byte(16)} << 8) | byte(17);
    const bool is_valid = number(24) == number(92);  // an old library may have left the page count stale
    return is_valid ? (page == 1 ? 65536 : page) * number(28) : 0;
  }

 private:
  unsigned char byte(size_t at) const { return static_cast<unsigned char>(bytes_[at]); }
  std::uint32_t number(size_t at) const {
    return std::uint32_t{byte(at)} << 24 | std::uint32_t{byte(at + 1)} << 16 |
           std::uint32_t{byte(at + 2)} << 8 | byte(at + 3);
  }

  std::array<char, length> bytes_{};
};

// Bytes that a killed process left in the write-ahead log: the database alone says nothing then.
bool has_log(const std::string& path) {
  std::error_code error;
  const auto size = fs::file_size(path + "-wal", error);
  return !error && size > 0;
}

std::optional<Error> check_header(const std::string& path, int file, std::uint64_t size, int newest_version) {
  FileHeader header;
  if (!header.read_from(file) || !header.has_magic()) {
    return unusable(fmt::format("\"{}\" is not a database. Name another file with --database.", path));
  }
  if (header.application() != application_id) {
    return unusable(
        fmt::format("\"{}\" is a database of another application. Name another file with --database.", path));
  }
  if (header.version() > static_cast<std::uint32_t>(newest_version)) {
    return unusable(
        fmt::format("The database \"{}\" is of a newer version of Mailstop (format {}; this one knows up to "
                    "{}). Use that version, "
                    "or name another file with --database.",
                    path, header.version(), newest_version));
  }
  if (size < header.expected_bytes() && !has_log(path)) {
    return unusable(
        fmt::format("The database \"{}\" is cut off: {} of {} bytes are there. Restore it from a backup, or "
                    "name another file with "
                    "--database.",
                    path, size, header.expected_bytes()));
  }
  return std::nullopt;
}

// Closing the descriptor would drop SQLite's own locks on the file, so it happens before SQLite opens it.
std::optional<Error> check_and_close(const std::string& path, int file, int newest_version) {
  struct stat facts {};
  std::optional<Error> error;
  if (::fstat(file, &facts) != 0) {
    error = unusable(path, "read", errno);
  } else if (!S_ISREG(facts.st_mode)) {
    error = unusable(fmt::format("\"{}\" is not a file. Name another one with --database.", path));
  } else if (facts.st_size > 0) {
    error = check_header(path, file, static_cast<std::uint64_t>(facts.st_size), newest_version);
  }
  ::close(file);
  return error;
}

std::optional<Error> make_or_check(const std::string& path, int newest_version) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, private_file);
  if (file < 0) return unusable(path, "opened", errno);
  return check_and_close(path, file, newest_version);
}

Result<int> lock(const std::string& path) {
  const std::string name = path + "-lock";
  const int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, private_file);
  if (file < 0) return unusable(path, "locked", errno);
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  const int error = errno;
  ::close(file);
  if (error != EWOULDBLOCK) return unusable(path, "locked", error);
  return unusable(fmt::format(
      "The database \"{}\" is in use by another process. Stop it, or name another file with --database.",
      path));
}

}  // namespace

Result<DatabaseFile> DatabaseFile::claim(const std::string& path, int newest_version) {
  std::error_code error;
  const auto folder = fs::path(path).parent_path();
  const mode_t previous = ::umask(077);  // mail is for its owner alone
  if (!folder.empty()) fs::create_directories(folder, error);
  ::umask(previous);
  if (error) return unusable(path, "made", error.value());
  auto locked = lock(path);
  if (!locked) return locked.error();
  DatabaseFile file(path, *locked);
  if (auto refused = make_or_check(path, newest_version)) return std::move(*refused);
  return file;
}

Result<void> DatabaseFile::check(const std::string& path, int newest_version) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) return not_found(fmt::format("There is no database \"{}\".", path));
  if (file < 0) return unusable(path, "opened", errno);
  if (auto refused = check_and_close(path, file, newest_version)) return std::move(*refused);
  return {};
}

DatabaseFile::DatabaseFile(DatabaseFile&& other) noexcept {
  *this = std::move(other);
}

DatabaseFile& DatabaseFile::operator=(DatabaseFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(lock_, other.lock_);
  return *this;
}

DatabaseFile::~DatabaseFile() {
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace mailstop::store::sqlite
