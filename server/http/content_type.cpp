#include "http/content_type.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace mailstop::http {
namespace {

// Shown by browsers without running anything in them.
constexpr std::array<std::string_view, 21> passive_types = {
    "image/png",    "image/jpeg", "image/gif",  "image/webp", "image/avif", "image/apng", "image/bmp",
    "image/x-icon", "image/tiff", "audio/mpeg", "audio/ogg",  "audio/wav",  "audio/mp4",  "audio/webm",
    "audio/flac",   "video/mp4",  "video/webm", "video/ogg",  "video/mpeg", "image/heic", "application/zip"};

constexpr std::string_view opaque = "application/octet-stream";

std::string essence(std::string_view content_type) {
  return to_lower_ascii(trim(content_type.substr(0, content_type.find(';'))));
}

bool may_run(std::string_view text_subtype) {
  constexpr std::array<std::string_view, 5> marks = {"html", "xml", "xsl", "script", "svg"};
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) {
    return text_subtype.find(mark) != std::string_view::npos;
  });
}

bool is_charset_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

}  // namespace

std::string safe_content_type(std::string_view declared, std::string_view charset) {
  const auto type = essence(declared);
  if (std::find(passive_types.begin(), passive_types.end(), type) != passive_types.end()) return type;
  if (!type.starts_with("text/") || may_run(type)) return std::string(opaque);
  return "text/plain; charset=" + (is_charset_name(charset) ? std::string(charset) : std::string("utf-8"));
}

bool is_compressible(std::string_view content_type) {
  const auto type = essence(content_type);
  return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") ||
         type == "application/json" || type == "application/javascript" || type == "application/xml" ||
         type == "message/rfc822";
}

}  // namespace mailstop::http
