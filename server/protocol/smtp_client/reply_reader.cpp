#include "protocol/smtp_client/reply_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace mailstop::smtp_client {
namespace {

constexpr std::size_t longest_line = 4096;  // RFC 5321 section 4.5.3.1.5 says 512; servers say more
constexpr std::size_t most_lines = 200;

// 0 when the line begins with no reply code.
int code_of(std::string_view line) {
  const bool has_code = line.size() >= 3 && std::all_of(line.begin(), line.begin() + 3, is_digit) &&
                        line[0] >= '2' && line[0] <= '5' &&
                        (line.size() == 3 || line[3] == ' ' || line[3] == '-');
  return has_code ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0') : 0;
}

Error no_reply(std::string_view line) {
  constexpr std::size_t shown = 80;
  return {Errc::network, fmt::format("what the server says is not SMTP: \"{}\"",
                                     escape_controls(to_valid_utf8(std::string(line.substr(0, shown)))))};
}

}  // namespace

std::string to_text(const Reply& reply) {
  auto text = std::to_string(reply.code);
  for (const auto& line : reply.lines) text += ' ' + line;
  return text;
}

Result<std::optional<Reply>> ReplyReader::take() {
  for (;;) {
    const auto line = input_.take_line(longest_line);
    if (line.status == line::LineStatus::incomplete) return std::optional<Reply>();
    const int code = code_of(line.text);
    const bool fits = reply_.lines.empty() || code == reply_.code;
    if (line.status == line::LineStatus::too_long || code == 0 || !fits || reply_.lines.size() == most_lines)
      return no_reply(line.text);
    reply_.code = code;
    reply_.lines.emplace_back(line.text.size() > 4 ? line.text.substr(4) : "");
    if (line.text.size() > 3 && line.text[3] == '-') continue;
    return std::optional<Reply>(std::exchange(reply_, {}));
  }
}

}  // namespace mailstop::smtp_client
