#include "query/regex.hpp"

namespace mailstop::query {

std::shared_ptr<const re2::RE2> compile_regex(std::string_view text, Case letter_case) {
  re2::RE2::Options options;
  options.set_case_sensitive(letter_case == Case::respected);
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  return std::make_shared<const re2::RE2>(re2::StringPiece(text.data(), text.size()), options);
}

std::size_t error_column(const re2::RE2& refused, std::string_view text) {
  const auto place = text.find(refused.error_arg());
  return place == std::string_view::npos ? 1 : place + 1;
}

}  // namespace mailstop::query
