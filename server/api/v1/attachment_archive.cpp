#include "api/v1/attachment_archive.hpp"

#include <algorithm>

#include "base/zip_archive.hpp"

namespace mailstop::api::v1 {
namespace {

// What is compressed in one go: short enough that other requests of this thread do not wait.
constexpr size_t piece = 64 * 1024;

struct ArchiveEntry {
  std::string part_id;
  std::string name;
};

struct ArchiveJob {
  mailroom::Mailroom& mailroom;
  std::string id;
  Timestamp modified;
  std::vector<ArchiveEntry> entries;
};

std::vector<ArchiveEntry> entries_of(const std::vector<mail::Part>& parts) {
  std::vector<ArchiveEntry> entries;
  std::vector<std::string> names;
  for (const auto& part : parts) {
    if (!mail::is_file(part)) continue;
    entries.push_back({part.part_id, {}});
    names.push_back(part.filename.empty() ? "part-" + part.part_id : part.filename);
  }
  names = unique_file_names(names);
  for (size_t i = 0; i < entries.size(); ++i) entries[i].name = std::move(names[i]);
  return entries;
}

Task<bool> send_file(ZipArchive& zip, std::string_view bytes, http::BodySink& sink) {
  for (size_t at = 0; at < bytes.size(); at += piece) {
    zip.append(bytes.substr(at, piece));
    const std::string compressed = zip.take();
    if (compressed.empty()) continue;
    const bool taken = co_await sink.write(compressed);
    if (!taken) co_return false;
  }
  co_return true;
}

// A message deleted meanwhile leaves an archive of what was read until then.
Task<> write_archive(std::shared_ptr<const ArchiveJob> job, http::BodySink& sink) {
  ZipArchive zip;
  for (const auto& entry : job->entries) {
    const auto bytes = co_await job->mailroom.part(job->id, entry.part_id);
    if (!bytes) break;
    zip.begin_file(entry.name, job->modified);
    const bool taken = co_await send_file(zip, *bytes, sink);
    if (!taken) co_return;
  }
  zip.finish();
  const std::string rest = zip.take();
  co_await sink.write(rest);
}

}  // namespace

http::BodyWriter archive_writer(mailroom::Mailroom& mailroom, store::StoredMessage message) {
  auto job = std::make_shared<const ArchiveJob>(
      ArchiveJob{mailroom, message.summary.id, message.summary.received_at, entries_of(message.parts)});
  return [job = std::move(job)](http::BodySink& sink) { return write_archive(job, sink); };
}

}  // namespace mailstop::api::v1
