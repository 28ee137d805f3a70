// Which APIs of other tools are answered, and whose one path is that two of them claim.
#pragma once
#include <set>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::api::compat {

enum class Tool { mailpit, mailhog, mailcatcher, maildev };

inline const std::set<Tool> all_tools{Tool::mailpit, Tool::mailhog, Tool::mailcatcher, Tool::maildev};

struct CompatSettings {
  std::set<Tool> tools = all_tools;
  Tool v1 = Tool::mailpit;  // who answers GET and DELETE /api/v1/messages while both are there

  bool has(Tool tool) const { return tools.contains(tool); }
  // Is /api/v1/messages this tool's? The other one has it when the chosen one is not there.
  bool owns_v1(Tool tool) const;
};

// "mailpit,maildev", "none", "all"
Result<std::set<Tool>> parse_tools(std::string_view list);

// "mailpit" or "mailhog"
Result<Tool> parse_v1_tool(std::string_view name);

}  // namespace mailstop::api::compat
