// /api/v2/search: by sender, by recipient, or by what a message holds, undecoded as MailHog looks at it. That
// last kind reads every message there is.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/compat/mailhog/message.hpp"

namespace mailstop::api::compat::mailhog {

enum class SearchKind { from, to, containing };

std::optional<SearchKind> parse_search_kind(std::string_view text);

struct SearchRequest {
  SearchKind kind = SearchKind::containing;
  std::string text;  // not empty; its case does not matter
  std::uint64_t start = 0;
  std::uint64_t limit = 50;
};

struct Found {
  std::vector<std::string> ids;  // newest first
  std::uint64_t total = 0;
};

Task<Result<Found>> search_messages(mailroom::Mailroom& mailroom, SearchRequest request,
                                    std::string hostname);

}  // namespace mailstop::api::compat::mailhog
