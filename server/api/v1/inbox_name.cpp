#include "api/v1/inbox_name.hpp"

#include <fmt/format.h>

#include "mailroom/inbox_choice.hpp"

namespace mailstop::api::v1 {

bool is_inbox_name(std::string_view text) {
  return mailroom::is_inbox_name(text);
}

Error invalid_inbox_name(std::string_view field) {
  return invalid_argument(
      fmt::format("\"{}\" must be an inbox name: 1 to {} of A-Z a-z 0-9 . _ @ + -, and not . or ..", field,
                  mailroom::longest_inbox_name));
}

}  // namespace mailstop::api::v1
