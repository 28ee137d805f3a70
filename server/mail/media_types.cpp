#include "mail/media_types.hpp"

#include <array>
#include <utility>

#include "base/text.hpp"

namespace mailstop::mail {

std::string_view media_type_of(std::string_view filename) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 30> types = {{
      {"txt", "text/plain"},
      {"log", "text/plain"},
      {"csv", "text/csv"},
      {"html", "text/html"},
      {"htm", "text/html"},
      {"css", "text/css"},
      {"ics", "text/calendar"},
      {"vcf", "text/vcard"},
      {"md", "text/markdown"},
      {"xml", "application/xml"},
      {"json", "application/json"},
      {"pdf", "application/pdf"},
      {"zip", "application/zip"},
      {"gz", "application/gzip"},
      {"js", "text/javascript"},
      {"rtf", "application/rtf"},
      {"png", "image/png"},
      {"jpg", "image/jpeg"},
      {"jpeg", "image/jpeg"},
      {"gif", "image/gif"},
      {"svg", "image/svg+xml"},
      {"webp", "image/webp"},
      {"ico", "image/x-icon"},
      {"bmp", "image/bmp"},
      {"mp3", "audio/mpeg"},
      {"wav", "audio/wav"},
      {"mp4", "video/mp4"},
      {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {"eml", "message/rfc822"},
  }};
  const auto dot = filename.rfind('.');
  if (dot == std::string_view::npos) return "application/octet-stream";
  for (const auto& [extension, type] : types) {
    if (equals_ignoring_case(extension, filename.substr(dot + 1))) return type;
  }
  return "application/octet-stream";
}

}  // namespace mailstop::mail
