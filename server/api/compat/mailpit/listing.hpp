// A page by offset and number, out of a store that pages by cursor.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat::mailpit {

// More messages are in no answer, whatever the limit.
constexpr std::uint64_t most_rows = 10'000;

struct ListingWish {
  std::optional<query::Query> query;
  std::uint64_t start = 0;
  std::uint64_t limit = 50;
};

struct Listing {
  std::vector<std::string> rows;  // newest first, each as JSON: a message itself may be large
  store::Totals totals;           // of the store
  store::Totals matched;          // of the query; without one the same
};

Task<Result<Listing>> list_messages(mailroom::Mailroom& mailroom, ListingWish wish);

}  // namespace mailstop::api::compat::mailpit
