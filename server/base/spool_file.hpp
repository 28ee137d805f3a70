// A file without a name, for bytes that come in pieces and are too many to hold. It is gone with the object,
// or with the Content made of it, and with the process. One thread at a time.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/content.hpp"
#include "base/result.hpp"

namespace mailstop {

class SpoolFile {
 public:
  // Errors of all calls: storage_full when the disk or quota is, else storage_failed; both name the folder.
  static Result<SpoolFile> create(const std::string& folder);

  SpoolFile(SpoolFile&& other) noexcept;
  SpoolFile& operator=(SpoolFile&& other) noexcept;
  ~SpoolFile();

  Result<void> append(std::string_view bytes);
  std::uint64_t size() const { return size_; }

  // Maps what was appended. The file takes nothing more.
  Result<Content> finish();

 private:
  SpoolFile(int descriptor, std::string folder) : descriptor_(descriptor), folder_(std::move(folder)) {}
  Error failure(int number) const;

  int descriptor_ = -1;
  std::string folder_;
  std::uint64_t size_ = 0;
};

}  // namespace mailstop
