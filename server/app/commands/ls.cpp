#include "app/commands/ls.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "app/commands/exit_status.hpp"
#include "app/commands/message_line.hpp"
#include "app/commands/terminal.hpp"

namespace mailstop::app {

int list_messages(const config::List& command) {
  auto parameters = parameters_of(command.selection);
  parameters.emplace_back("limit", std::to_string(command.limit));
  const auto fetched = fetch(command.remote, target_of("/v1/messages", parameters));
  if (!fetched.answer) return fetched.status;
  const auto json = parse_json(fetched.answer->body);
  if (!json || !json->contains("messages")) return fail_strange(command.remote);
  if (command.json) {
    fmt::print("{}\n", safe_json(fetched.answer->body));
    return status_done;
  }
  std::vector<MessageLine> lines;
  for (const auto& summary : list_of(*json, "messages")) lines.push_back(read_message_line(summary));
  fmt::print("{}", to_table(lines, terminal_width()));
  return status_done;
}

}  // namespace mailstop::app
