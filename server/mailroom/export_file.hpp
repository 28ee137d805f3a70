// Messages as the bytes of one file, mbox or ZIP, made piece by piece: what is done is taken again and again,
// so that the whole is never in memory. Owner: who exports; one thread at a time.
//
//   const auto file = make_export_file(ExportFormat::mbox);
//   file->begin(summary);  file->append(bytes);  file->end();  send(file->take());
//   file->finish();  send(file->take());
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "mail/message_summary.hpp"

namespace mailstop::mailroom {

enum class ExportFormat { mbox, zip };

std::optional<ExportFormat> parse_export_format(std::string_view word);  // "mbox", "zip"
std::string_view extension_of(ExportFormat format);                      // ".mbox"

// "000000000042-01kam2x7f0m7.eml": in order of arrival when sorted by name.
std::string export_file_name(const mail::MessageSummary& message);

class ExportFile {
 public:
  virtual ~ExportFile() = default;

  virtual void begin(const mail::MessageSummary& message) = 0;
  virtual void append(std::string_view bytes) = 0;
  virtual void end() = 0;     // of the message
  virtual void finish() = 0;  // of the file

  virtual std::size_t size() const = 0;  // of what was not taken yet
  virtual std::string take() = 0;
};

std::unique_ptr<ExportFile> make_export_file(ExportFormat format);

}  // namespace mailstop::mailroom
