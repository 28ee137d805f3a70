#include "app/commands/input_file.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace mailstop::app {
namespace {

Error unreadable(const std::string& path) {
  return not_found(fmt::format("{}: {}", path, std::strerror(errno)));
}

}  // namespace

Result<std::string> read_input(const std::string& path) {
  const auto close = [](std::FILE* file) {
    if (file != stdin) std::fclose(file);
  };
  const std::unique_ptr<std::FILE, decltype(close)> file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"),
                                                         close);
  if (!file) return unreadable(path);
  std::string content;
  std::array<char, 64 * 1024> block;
  errno = 0;
  while (const auto size = std::fread(block.data(), 1, block.size(), file.get()))
    content.append(block.data(), size);
  if (std::ferror(file.get())) return unreadable(path);
  return content;
}

}  // namespace mailstop::app
