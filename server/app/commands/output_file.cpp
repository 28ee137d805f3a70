#include "app/commands/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace mailstop::app {
namespace {

constexpr mode_t owner_only = 0600;  // mail is for its owner alone

Error cannot_write_output(const std::string& path) {
  const int error = errno;
  const auto code = error == ENOSPC || error == EDQUOT ? Errc::storage_full : Errc::storage_failed;
  return {code, fmt::format("{} cannot be written: {}", path == "-" ? "standard output" : path,
                            std::strerror(error))};
}

}  // namespace

Result<OutputFile> OutputFile::open(const std::string& path, Existing existing) {
  if (path == "-") return OutputFile(path, "", File(stdout, std::fflush));
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  if (std::filesystem::is_directory(status))
    return Error{Errc::conflict, fmt::format("{} is a folder: name a file", path)};
  if (std::filesystem::exists(status) && existing == Existing::refused)
    return Error{Errc::conflict, fmt::format("{} is there already: name another file, or say --force", path)};
  auto part = fmt::format("{}.{}.part", path, ::getpid());
  const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, owner_only);
  if (descriptor < 0) return cannot_write_output(path);
  return OutputFile(path, std::move(part), File(::fdopen(descriptor, "wb"), std::fclose));
}

OutputFile::OutputFile(std::string path, std::string part, File file)
    : path_(std::move(path)), part_(std::move(part)), file_(std::move(file)) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)), part_(std::exchange(other.part_, {})), file_(std::move(other.file_)) {}

OutputFile::~OutputFile() {
  file_.reset();
  if (!part_.empty()) std::remove(part_.c_str());
}

Result<void> OutputFile::write(std::string_view bytes) {
  if (bytes.empty() || std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size()) return {};
  return cannot_write_output(path_);
}

Result<void> OutputFile::finish() {
  if (part_.empty()) {
    if (std::fflush(file_.get()) != 0) return cannot_write_output(path_);
    return {};
  }
  if (std::fclose(file_.release()) != 0) return cannot_write_output(path_);
  if (std::rename(part_.c_str(), path_.c_str()) != 0) return cannot_write_output(path_);
  part_.clear();
  return {};
}

}  // namespace mailstop::app
