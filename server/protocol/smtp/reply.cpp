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

// RFC 3463 section 2: class "." subject "." detail
bool is_status(std::string_view word, char reply_class) {
  const auto fields = split(word, '.');
  const auto is_number = [](std::string_view field) {
    return !field.empty() && field.size() <= 3 &&
           field.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return fields.size() == 3 && fields[0] == std::string_view(&reply_class, 1) &&
         std::all_of(fields.begin(), fields.end(), is_number);
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

Result<Reply> parse_reply(std::string_view text) {
  const auto words = split(trim(text), ' ');
  const auto code = words.front();
  const bool is_code = code.size() == 3 && (code[0] == '4' || code[0] == '5') &&
                       std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!is_code) {
    return invalid_argument(fmt::format(
        "\"{}\" is no SMTP reply; one is \"550 5.7.1 Not here\", with 4xx or 5xx", escape_controls(text)));
  }
  Reply reply;
  reply.code = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
  const bool has_status = words.size() > 1 && is_status(words[1], code[0]);
  reply.status = has_status ? std::string(words[1]) : fmt::format("{}.7.1", code[0]);
  const auto rest = trim(text).substr(code.size() + (has_status ? words[1].size() + 1 : 0));
  reply.text = trim(rest).empty() ? "Refused by a rule of this server" : std::string(trim(rest));
  return reply;
}

Reply to_reply(const Error& error) {
  switch (error.code) {
    case Errc::refused:
      return {550, "5.7.1", "The message was refused: " + error.message};
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
