#include "protocol/smtp/reply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace mailstop::smtp {
namespace {

// RFC 5321 section 4.5.3.1.5: a reply line with code and CRLF.
constexpr std::size_t max_reply_line = 512;

std::string to_printable(std::string_view text) {
  std::string printable;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F) {
      printable.push_back(c);
    } else {
      fmt::format_to(std::back_inserter(printable), "\\x{:02x}", byte);
    }
  }
  return printable;
}

}  // namespace

void append(std::string& out, const Reply& reply) {
  const auto lines = split(reply.text, '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto line = fmt::format("{}{}{}{}{}", reply.code, i + 1 < lines.size() ? '-' : ' ', reply.status,
                            reply.status.empty() ? "" : " ", to_printable(lines[i]));
    line.resize(std::min(line.size(), max_reply_line - 2));
    out.append(line).append("\r\n");
  }
}

Reply to_reply(const Error& error) {
  switch (error.code) {
    case Errc::storage_full:
      return {452, "4.3.1", "The message was not stored: " + error.message};
    case Errc::too_large:
      return {552, "5.3.4", "The message was not stored: " + error.message};
    case Errc::unavailable:
    case Errc::cancelled:
      return {451, "4.3.2", "The message was not stored: " + error.message};
    case Errc::invalid_argument:
    case Errc::not_found:
    case Errc::conflict:
    case Errc::too_expensive:
    case Errc::storage_failed:
    case Errc::storage_unusable:
    case Errc::network:
      break;
  }
  return {451, "4.3.0", "The message was not stored: " + error.message};
}

}  // namespace mailstop::smtp
