// A ZIP archive written piece by piece, so that a large one is never held in memory: add a file, append its
// bytes, and send what take() hands out, again and again. libarchive stays behind it. One thread at a time.
//
//   ZipArchive zip;
//   zip.begin_file("report.pdf", time);  zip.append(bytes);  send(zip.take());
//   zip.finish();  send(zip.take());
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace mailstop {

class ZipArchive {
 public:
  ZipArchive();
  ZipArchive(ZipArchive&&) noexcept;
  ZipArchive& operator=(ZipArchive&&) noexcept;
  ~ZipArchive();

  // Ends the file before. `name` is valid UTF-8; only running out of memory can fail, and throws.
  void begin_file(const std::string& name, Timestamp modified);
  void append(std::string_view bytes);
  void finish();

  // The bytes of the archive that were not taken yet.
  std::string take();

 private:
  struct Writer;
  std::unique_ptr<Writer> writer_;
};

// File names that are safe to unpack into one folder, in the order given: path separators and control
// characters become
// "_", an empty name becomes "file", and names that differ in case alone get a number: "a.txt", "a (2).txt".
std::vector<std::string> unique_file_names(const std::vector<std::string>& names);

}  // namespace mailstop
