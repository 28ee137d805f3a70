#include "api/compat/compat_settings.hpp"

#include <fmt/format.h>

#include <optional>

#include "base/text.hpp"

namespace mailstop::api::compat {
namespace {

constexpr std::pair<std::string_view, Tool> tool_names[] = {{"mailpit", Tool::mailpit},
                                                            {"mailhog", Tool::mailhog},
                                                            {"mailcatcher", Tool::mailcatcher},
                                                            {"maildev", Tool::maildev}};

std::optional<Tool> find_tool(std::string_view name) {
  for (const auto& [known, tool] : tool_names) {
    if (known == name) return tool;
  }
  return std::nullopt;
}

}  // namespace

bool CompatSettings::owns_v1(Tool tool) const {
  const auto other = v1 == Tool::mailpit ? Tool::mailhog : Tool::mailpit;
  return has(tool) && (tool == v1 || (tool == other && !has(v1)));
}

Result<std::set<Tool>> parse_tools(std::string_view list) {
  const auto whole = trim(list);
  if (whole == "none") return std::set<Tool>();
  if (whole == "all") return all_tools;
  std::set<Tool> tools;
  for (const auto word : split(whole, ',')) {
    const auto tool = find_tool(to_lower_ascii(trim(word)));
    if (!tool) {
      return invalid_argument(
          fmt::format("\"{}\" is none of mailpit, mailhog, mailcatcher, maildev, all, none",
                      escape_controls(trim(word))));
    }
    tools.insert(*tool);
  }
  return tools;
}

Result<Tool> parse_v1_tool(std::string_view name) {
  const auto tool = find_tool(name);
  if (tool == Tool::mailpit || tool == Tool::mailhog) return *tool;
  return invalid_argument(fmt::format("\"{}\" is none of mailpit, mailhog", escape_controls(name)));
}

}  // namespace mailstop::api::compat
