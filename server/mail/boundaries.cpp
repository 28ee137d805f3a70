#include "mail/boundaries.hpp"

#include "base/text.hpp"

namespace mailstop::mail {
namespace {

// What follows the boundary on its line: nothing, or "--", then only padding. nullopt: another, longer
// boundary.
std::optional<bool> is_closing(std::string_view rest) {
  const bool closing = rest.starts_with("--");
  if (closing) rest.remove_prefix(2);
  if (!trim(rest).empty()) return std::nullopt;
  return closing;
}

}  // namespace

std::optional<Delimiter> Boundaries::match(std::size_t content, std::size_t line) const {
  if (open_.empty() || raw_.substr(line, 2) != "--") return std::nullopt;
  const auto lf = raw_.find('\n', line);
  const std::size_t next = lf == std::string_view::npos ? raw_.size() : lf + 1;
  const std::string_view text = raw_.substr(line + 2, next - line - 2);
  for (std::size_t depth = open_.size(); depth > 0; --depth) {
    const std::string& boundary = open_[depth - 1];
    if (!text.starts_with(boundary)) continue;
    const auto closing = is_closing(text.substr(boundary.size()));
    if (!closing) continue;
    std::size_t end = line;
    if (end > content && raw_[end - 1] == '\n') --end;
    if (end > content && end < line && raw_[end - 1] == '\r') --end;
    return Delimiter{depth, *closing, end, next};
  }
  return std::nullopt;
}

Delimiter Boundaries::find(std::size_t content) const {
  const Delimiter end_of_message{0, false, raw_.size(), raw_.size()};
  if (open_.empty()) return end_of_message;
  if (const auto first = match(content, content)) return *first;
  for (auto lf = raw_.find("\n--", content); lf != std::string_view::npos; lf = raw_.find("\n--", lf + 1)) {
    if (const auto found = match(content, lf + 1)) return *found;
  }
  return end_of_message;
}

}  // namespace mailstop::mail
