// A message as one line: what `ls`, `tail` and `expect` print. Everything of it is safe to print.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/remote_server.hpp"

namespace mailstop::app {

struct MessageLine {
  std::string id;
  std::string time;  // of arrival, here: "2026-11-21 22:32:25"
  std::string from;
  std::string to;
  std::string subject;
};

MessageLine read_message_line(const Json& summary);

// "2026-11-21 22:32:25" of RFC 3339, in the time zone of this process.
std::string local_time(const std::string& rfc3339);

// "Shop <app@shop.test>"; of several, parted by commas.
std::string address_text(const Json& address);
std::string address_list_text(const Json& addresses);

// In columns that fit `width`; without one nothing is cut.
std::string to_table(const std::vector<MessageLine>& lines, std::optional<std::size_t> width);

}  // namespace mailstop::app
