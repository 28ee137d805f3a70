#include "mailroom/inbox_choice.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mailstop::mailroom {
namespace {

constexpr std::string_view header_name = "X-Mailstop-Inbox:";

bool is_name_character(char c) {
  const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return is_letter || is_digit(c) || std::string_view("._@+-").find(c) != std::string_view::npos;
}

// The first one. Every message is looked through, so nothing is decoded: a name is plain ASCII.
std::string_view named_in_header(std::string_view raw) {
  while (!raw.empty()) {
    const auto end = std::min(raw.find('\n'), raw.size());
    const auto line = trim(raw.substr(0, end));
    if (line.empty()) return {};
    if (starts_with_ignoring_case(line, header_name)) return trim(line.substr(header_name.size()));
    raw.remove_prefix(std::min(end + 1, raw.size()));
  }
  return {};
}

}  // namespace

bool is_inbox_name(std::string_view text) {
  return !text.empty() && text.size() <= longest_inbox_name &&
         std::all_of(text.begin(), text.end(), is_name_character);
}

std::string choose_inbox(const mail::Envelope& envelope, std::string_view raw) {
  if (const auto name = named_in_header(raw); is_inbox_name(name)) return std::string(name);
  if (is_inbox_name(envelope.auth_user)) return envelope.auth_user;
  return std::string(default_inbox);
}

}  // namespace mailstop::mailroom
