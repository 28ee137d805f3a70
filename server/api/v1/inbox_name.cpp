#include "api/v1/inbox_name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mailstop::api::v1 {
namespace {

constexpr size_t longest_name = 128;

bool is_name_character(char c) {
  const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  const bool is_digit = c >= '0' && c <= '9';
  return is_letter || is_digit || std::string_view("._@+-").find(c) != std::string_view::npos;
}

}  // namespace

bool is_inbox_name(std::string_view text) {
  return !text.empty() && text.size() <= longest_name &&
         std::all_of(text.begin(), text.end(), is_name_character);
}

Error invalid_inbox_name(std::string_view field) {
  return invalid_argument(
      fmt::format("\"{}\" must be an inbox name: 1 to {} of A-Z a-z 0-9 . _ @ + -", field, longest_name));
}

}  // namespace mailstop::api::v1
