// Compiles the regular expressions of users, each within the same memory.
#pragma once
#include <re2/re2.h>

#include <memory>
#include <string_view>

#include "query/text_condition.hpp"

namespace mailstop::query {

// Ask ok() of the answer. Nothing is logged.
std::shared_ptr<const re2::RE2> compile_regex(std::string_view text, Case letter_case);

// Counts from 1. RE2 names the part that it cannot read, not where it stands.
std::size_t error_column(const re2::RE2& refused, std::string_view text);

}  // namespace mailstop::query
