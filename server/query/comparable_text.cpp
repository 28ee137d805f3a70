#include "query/comparable_text.hpp"

#include <optional>
#include <utility>

#include "base/text.hpp"

namespace mailstop::query {
namespace {

// Most texts are ASCII and this runs for every byte that is stored: one pass, no tables. Fails at the first
// other byte.
std::optional<std::string> comparable_ascii(std::string_view text) {
  std::string result(text.size(), '\0');
  char* const begin = result.data();
  char* out = begin;
  bool pending_space = false;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x7F) return std::nullopt;
    if (c <= ' ') {
      pending_space = out != begin;
      continue;
    }
    if (pending_space) *out++ = ' ';
    pending_space = false;
    *out++ = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  result.resize(static_cast<std::size_t>(out - begin));
  return result;
}

}  // namespace

std::string comparable_text(std::string_view text) {
  if (auto ascii = comparable_ascii(text)) return std::move(*ascii);
  return fold_case(collapse_space(text));
}

}  // namespace mailstop::query
