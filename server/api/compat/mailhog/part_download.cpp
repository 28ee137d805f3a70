#include "api/compat/mailhog/part_download.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "mail/transfer_encoding.hpp"

namespace mailstop::api::compat::mailhog {
namespace {

// A mail must set neither cookies nor the length of the answer.
constexpr std::string_view harmless_headers[] = {"Content-Type", "Content-Disposition", "Content-ID",
                                                 "Content-Description", "Content-Transfer-Encoding"};

bool is_harmless(std::string_view name) {
  return std::any_of(std::begin(harmless_headers), std::end(harmless_headers),
                     [name](std::string_view known) { return equals_ignoring_case(known, name); });
}

std::size_t read_index(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  return is_number ? number : std::string_view::npos;
}

}  // namespace

Result<PartDownload> find_part(const Message& message, std::string_view number) {
  const auto content = read_content(data_of(message));
  const auto index = read_index(number);
  if (!content.parts || index >= content.parts->size())
    return not_found(fmt::format("the message has no part {}", escape_controls(number)));
  const auto& part = (*content.parts)[index];
  PartDownload download;
  for (const auto& [name, values] : part.headers) {
    if (is_harmless(name) && http::is_safe_header_value(values.front()))
      download.headers.push_back({name, values.front()});
  }
  const auto* const encoding = find_header(part.headers, "Content-Transfer-Encoding");
  const bool is_base64 = encoding && equals_ignoring_case(trim(encoding->front()), "base64");
  download.bytes = is_base64 ? mail::decode_transfer(part.body, "base64") : std::string(part.body);
  return download;
}

}  // namespace mailstop::api::compat::mailhog
