// A file that a command writes, or standard output. A file has a neighbour's name, PATH.part, until it is
// whole; who stops before leaves nothing under its own. Owner: the command; one thread.
#pragma once
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::app {

enum class Existing { refused, replaced };

class OutputFile {
 public:
  // "-" is standard output. Errors: conflict when the file is there and must not be replaced; why it cannot
  // be written.
  static Result<OutputFile> open(const std::string& path, Existing existing);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  // Errors say why: the disk is full, ...
  Result<void> write(std::string_view bytes);
  Result<void> finish();

 private:
  using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

  OutputFile(std::string path, std::string part, File file);

  std::string path_;
  std::string part_;  // "" for standard output, and once it has its name
  File file_;
};

}  // namespace mailstop::app
