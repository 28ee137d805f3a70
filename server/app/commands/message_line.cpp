#include "app/commands/message_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "app/commands/terminal.hpp"
#include "base/display_width.hpp"
#include "base/timestamp.hpp"

namespace mailstop::app {
namespace {

constexpr std::size_t widest_address = 30;

// One that has no header of senders or recipients still has an envelope.
std::string recipients_of(const Json& summary) {
  const auto& named = list_of(summary, "to");
  if (!named.empty()) return address_list_text(named);
  std::string text;
  for (const auto& recipient : list_of(summary, "recipients")) {
    if (recipient.is_string())
      text += fmt::format("{}{}", text.empty() ? "" : ", ", safe_line(recipient.get<std::string>()));
  }
  return text;
}

std::string column(const std::string& text, std::size_t width, std::optional<std::size_t> whole_width) {
  return pad_to_width(whole_width ? cut_to_width(text, width) : text, width) + "  ";
}

std::size_t widest(const std::vector<MessageLine>& lines, std::string MessageLine::*field) {
  std::size_t width = 0;
  for (const auto& line : lines) width = std::max(width, display_width(line.*field));
  return std::min(width, widest_address);
}

}  // namespace

std::string local_time(const std::string& rfc3339) {
  const auto time = parse_rfc3339(rfc3339);
  if (!time) return safe_line(rfc3339);
  const std::time_t seconds = std::chrono::system_clock::to_time_t(*time);
  std::tm parts{};
  ::localtime_r(&seconds, &parts);
  char text[32];
  return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts));
}

std::string address_text(const Json& address) {
  const auto name = safe_line(text_of(address, "name"));
  const auto plain = safe_line(text_of(address, "address"));
  return name.empty() ? plain : fmt::format("{} <{}>", name, plain);
}

std::string address_list_text(const Json& addresses) {
  std::string text;
  for (const auto& address : addresses)
    text += fmt::format("{}{}", text.empty() ? "" : ", ", address_text(address));
  return text;
}

MessageLine read_message_line(const Json& summary) {
  MessageLine line;
  line.id = safe_line(text_of(summary, "id"));
  line.time = local_time(text_of(summary, "receivedAt"));
  line.from = summary.contains("from") ? address_text(summary["from"]) : "";
  if (line.from.empty()) line.from = safe_line(text_of(summary, "sender"));
  line.to = recipients_of(summary);
  line.subject = safe_line(text_of(summary, "subject"));
  return line;
}

std::string to_table(const std::vector<MessageLine>& lines, std::optional<std::size_t> width) {
  const auto from = widest(lines, &MessageLine::from);
  const auto to = widest(lines, &MessageLine::to);
  std::string text;
  for (const auto& line : lines) {
    auto row = fmt::format("{}  {}  ", line.id, line.time) + column(line.from, from, width) +
               column(line.to, to, width) + line.subject;
    text += (width ? cut_to_width(row, *width) : row) + '\n';
  }
  return text;
}

}  // namespace mailstop::app
