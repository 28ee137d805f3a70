#include "query/comparable_text.hpp"

#include "base/text.hpp"

namespace mailstop::query {
namespace {

// Most texts are ASCII and this runs for every byte that is stored: one pass, no tables. False at the first other byte.
bool append_ascii(std::string_view text, std::string& result) {
  bool pending_space = false;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x7F) return false;
    if (c <= ' ') {
      pending_space = !result.empty();
      continue;
    }
    if (pending_space) result.push_back(' ');
    pending_space = false;
    result.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c);
  }
  return true;
}

}  // namespace

std::string comparable_text(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  if (append_ascii(text, result)) return result;
  return fold_case(collapse_space(text));
}

}  // namespace mailstop::query
