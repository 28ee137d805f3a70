#include "base/spool_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace mailstop {
namespace {

// For file systems that cannot make a file without a name.
int open_and_unlink(const std::string& folder) {
  auto name = folder + "/mailstop-spool-XXXXXX";
  const int descriptor = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor >= 0) unlink(name.c_str());
  return descriptor;
}

}  // namespace

Result<SpoolFile> SpoolFile::create(const std::string& folder) {
  int descriptor = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor < 0) descriptor = open_and_unlink(folder);
  const int number = errno;
  SpoolFile file(descriptor, folder);
  if (descriptor < 0) return file.failure(number);
  return file;
}

SpoolFile::SpoolFile(SpoolFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      folder_(std::move(other.folder_)),
      size_(std::exchange(other.size_, 0)) {}

SpoolFile& SpoolFile::operator=(SpoolFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(folder_, other.folder_);
  std::swap(size_, other.size_);
  return *this;
}

SpoolFile::~SpoolFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

Result<void> SpoolFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure(errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    size_ += static_cast<std::uint64_t>(written);
  }
  return {};
}

Result<Content> SpoolFile::finish() {
  if (size_ == 0) return Content();
  void* const mapping = mmap(nullptr, size_, PROT_READ, MAP_SHARED, descriptor_, 0);
  if (mapping == MAP_FAILED) return failure(errno);
  close(std::exchange(descriptor_, -1));
  return Content::of_mapping(mapping, std::exchange(size_, 0));
}

Error SpoolFile::failure(int number) const {
  const bool is_full = number == ENOSPC || number == EDQUOT;
  return {is_full ? Errc::storage_full : Errc::storage_failed,
          fmt::format("a large message cannot be put by in {}: {}", folder_,
                      std::generic_category().message(number))};
}

}  // namespace mailstop
