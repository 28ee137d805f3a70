#include "net/tls_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace mailstop::net {
namespace {

constexpr std::size_t largest_file = 1 << 20;  // a bundle of every public CA is a quarter of it

Error cannot(std::string_view verb, const std::string& path, int error) {
  const auto* const cure = error == ENOENT && verb == "read" ? "; check the path"
                           : error == EACCES                 ? "; let the user of this process access it"
                                                             : "";
  return invalid_argument(fmt::format("cannot {} {}: {}{}", verb, path, std::strerror(error), cure));
}

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const auto count = ::write(file, content.data(), content.size());
    if (count < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::fsync(file) == 0;
}

// Keeping what another process has made meanwhile needs a link; not every file system has them.
bool put_in_place(const std::string& neighbour, const std::string& path, IfThere if_there) {
  if (if_there == IfThere::keep) {
    const bool is_linked = ::link(neighbour.c_str(), path.c_str()) == 0;
    const bool is_settled = is_linked || errno == EEXIST;
    if (is_settled) return ::unlink(neighbour.c_str()) == 0;
  }
  return std::rename(neighbour.c_str(), path.c_str()) == 0;
}

}  // namespace

TlsFile::Stamp TlsFile::stamp_of(const std::string& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) return {};
  return {facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec, facts.st_size, facts.st_ino};
}

bool TlsFile::has_changed() const {
  return !stamp_ || *stamp_ != stamp_of(path_);
}

// The stamp comes first: a change during the reading is a change.
Result<std::string> TlsFile::read() {
  stamp_ = stamp_of(path_);
  const std::unique_ptr<std::FILE, Closer> file(std::fopen(path_.c_str(), "rb"));
  if (!file) return cannot("read", path_, errno);
  std::string content;
  std::array<char, 4096> part{};
  while (const auto count = std::fread(part.data(), 1, part.size(), file.get())) {
    content.append(part.data(), count);
    if (content.size() > largest_file)
      return invalid_argument(fmt::format("{} is too large for a certificate or a key", path_));
  }
  if (std::ferror(file.get())) return cannot("read", path_, errno);
  return content;
}

Result<void> write_tls_file(const std::string& path, std::string_view content, mode_t mode,
                            IfThere if_there) {
  const auto neighbour = fmt::format("{}.{}.part", path, ::getpid());
  const int file = ::open(neighbour.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (file < 0) return cannot("write", neighbour, errno);
  const bool is_written = ::fchmod(file, mode) == 0 && write_all(file, content);
  const int failure = errno;
  ::close(file);
  if (is_written && put_in_place(neighbour, path, if_there)) return {};
  auto error = cannot("write", path, is_written ? errno : failure);
  ::unlink(neighbour.c_str());
  return error;
}

}  // namespace mailstop::net
