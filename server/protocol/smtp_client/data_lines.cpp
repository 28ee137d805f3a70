#include "protocol/smtp_client/data_lines.hpp"

namespace mailstop::smtp_client {

std::string to_data_lines(std::string_view message) {
  std::string lines;
  lines.reserve(message.size() + 64);
  if (message.starts_with('.')) lines += '.';
  for (std::size_t begin = 0; begin < message.size();) {
    const auto dot = message.find("\r\n.", begin);
    const auto end = dot == message.npos ? message.size() : dot + 2;
    lines += message.substr(begin, end - begin);
    if (dot != message.npos) lines += '.';
    begin = end;
  }
  if (!message.empty() && !message.ends_with("\r\n")) lines += "\r\n";
  return lines += ".\r\n";
}

std::string to_crlf(std::string_view text) {
  std::string lines;
  lines.reserve(text.size() + text.size() / 32);
  char before = 0;
  for (const char c : text) {
    if (c == '\n' && before != '\r') lines += '\r';
    lines += c;
    before = c;
  }
  return lines;
}

}  // namespace mailstop::smtp_client
