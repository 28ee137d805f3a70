#include "base/zip_archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <locale.h>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "base/text.hpp"

namespace mailstop {
namespace {

using ArchivePointer = std::unique_ptr<archive, decltype(&archive_write_free)>;
using EntryPointer = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

// libarchive marks names as UTF-8 only when the locale says so; this thread's does while one of these lives.
class Utf8Locale {
 public:
  Utf8Locale() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{})) {
    if (locale_ != locale_t{}) previous_ = uselocale(locale_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;
  ~Utf8Locale() {
    if (locale_ == locale_t{}) return;
    uselocale(previous_);
    freelocale(locale_);
  }

 private:
  locale_t locale_;
  locale_t previous_{};
};

la_ssize_t on_write(archive*, void* output, const void* bytes, size_t length) {
  static_cast<std::string*>(output)->append(static_cast<const char*>(bytes), length);
  return static_cast<la_ssize_t>(length);
}

void check(archive* zip, la_ssize_t outcome) {
  if (outcome >= ARCHIVE_WARN) return;
  const char* reason = archive_error_string(zip);
  throw std::runtime_error(fmt::format("cannot write a ZIP archive: {}", reason ? reason : "out of memory"));
}

}  // namespace

struct ZipArchive::Writer {
  std::string output;
  ArchivePointer zip{archive_write_new(), &archive_write_free};
};

ZipArchive::ZipArchive() : writer_(std::make_unique<Writer>()) {
  archive* zip = writer_->zip.get();
  check(zip, archive_write_set_format_zip(zip));
  // Most attachments are compressed already: the fastest level costs least for the same size.
  check(zip, archive_write_set_options(zip, "zip:compression=deflate,zip:compression-level=1"));
  check(zip, archive_write_set_bytes_per_block(zip, 0));
  check(zip, archive_write_open(zip, &writer_->output, nullptr, &on_write, nullptr));
}

ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

void ZipArchive::begin_file(const std::string& name, Timestamp modified) {
  const Utf8Locale locale;
  const EntryPointer entry(archive_entry_new(), &archive_entry_free);
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(modified.time_since_epoch()).count();
  archive_entry_set_mtime(entry.get(), static_cast<time_t>(seconds), 0);
  check(writer_->zip.get(), archive_write_header(writer_->zip.get(), entry.get()));
}

void ZipArchive::append(std::string_view bytes) {
  if (!bytes.empty())
    check(writer_->zip.get(), archive_write_data(writer_->zip.get(), bytes.data(), bytes.size()));
}

void ZipArchive::finish() {
  const Utf8Locale locale;
  check(writer_->zip.get(), archive_write_close(writer_->zip.get()));
}

std::string ZipArchive::take() {
  return std::exchange(writer_->output, {});
}

namespace {

std::string safe_file_name(const std::string& name) {
  constexpr std::string_view unsafe = "/\\:*?\"<>|\x7f";
  std::string safe = to_valid_utf8(name);
  const auto is_unsafe = [&](char c) {
    return static_cast<unsigned char>(c) < 0x20 || unsafe.find(c) != std::string_view::npos;
  };
  std::replace_if(safe.begin(), safe.end(), is_unsafe, '_');
  if (safe.find_first_not_of(". ") == std::string::npos) return "file";
  if (safe.front() == '.') safe.front() = '_';
  return std::string(truncate_utf8(safe, 200));
}

std::string numbered(const std::string& name, int number) {
  const auto dot = name.rfind('.');
  const auto stem = dot == std::string::npos || dot == 0 ? name.size() : dot;
  return fmt::format("{} ({}){}", name.substr(0, stem), number, name.substr(stem));
}

}  // namespace

std::vector<std::string> unique_file_names(const std::vector<std::string>& names) {
  std::set<std::string> taken;
  std::map<std::string, int> next_number;  // so that a thousand equal names do not try every number each
  std::vector<std::string> result;
  for (const auto& name : names) {
    const std::string safe = safe_file_name(name);
    int& number = next_number.try_emplace(fold_case(safe), 2).first->second;
    std::string candidate = safe;
    while (!taken.insert(fold_case(candidate)).second) candidate = numbered(safe, number++);
    result.push_back(std::move(candidate));
  }
  return result;
}

}  // namespace mailstop
