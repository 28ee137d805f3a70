// Structured fields that are neither addresses nor MIME: ids (RFC 5322 section 3.6.4), the date, List-* (RFC
// 2369, 8058).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"

namespace mailstop::mail {

// Ids without angle brackets, in order; words outside brackets count as ids when there is no bracket at all.
std::vector<std::string> read_message_ids(std::string_view raw_value);

// nullopt when it cannot be read.
std::optional<Timestamp> read_date(std::string_view raw_value);

// The URLs of List-Unsubscribe.
std::vector<std::string> read_list_urls(std::string_view raw_value);

}  // namespace mailstop::mail
