#include "mailroom/export_file.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/zip_archive.hpp"
#include "mail/mbox.hpp"

namespace mailstop::mailroom {
namespace {

class MboxFile final : public ExportFile {
 public:
  void begin(const mail::MessageSummary& message) override {
    mbox_.begin(message.sender, message.received_at);
  }
  void append(std::string_view bytes) override { mbox_.append(bytes); }
  void end() override { mbox_.end(); }
  void finish() override {}
  std::size_t size() const override { return mbox_.size(); }
  std::string take() override { return mbox_.take(); }

 private:
  mail::MboxWriter mbox_;
};

class ZipFile final : public ExportFile {
 public:
  void begin(const mail::MessageSummary& message) override {
    zip_.begin_file(export_file_name(message), message.received_at);
    output_ += zip_.take();
  }
  void append(std::string_view bytes) override {
    zip_.append(bytes);
    output_ += zip_.take();
  }
  void end() override {}
  void finish() override {
    zip_.finish();
    output_ += zip_.take();
  }
  std::size_t size() const override { return output_.size(); }
  std::string take() override { return std::exchange(output_, {}); }

 private:
  ZipArchive zip_;
  std::string output_;
};

}  // namespace

std::optional<ExportFormat> parse_export_format(std::string_view word) {
  if (word == "mbox") return ExportFormat::mbox;
  if (word == "zip") return ExportFormat::zip;
  return std::nullopt;
}

std::string_view extension_of(ExportFormat format) {
  return format == ExportFormat::mbox ? ".mbox" : ".zip";
}

std::string export_file_name(const mail::MessageSummary& message) {
  return fmt::format("{:012}-{}.eml", message.sequence, message.id);
}

std::unique_ptr<ExportFile> make_export_file(ExportFormat format) {
  if (format == ExportFormat::mbox) return std::make_unique<MboxFile>();
  return std::make_unique<ZipFile>();
}

}  // namespace mailstop::mailroom
