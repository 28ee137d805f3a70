// Messages by their position in a list, as other tools page: so many from the `start`th on. The store pages
// by cursor, so what comes before is walked over: it costs more the further back it is.
#pragma once
#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat {

struct OffsetRequest {
  store::Selection selection;
  store::Order order = store::Order::newest;
  std::uint64_t start = 0;
  std::uint64_t limit = 50;  // 0 gives none, but counts
};

struct OffsetPage {
  std::vector<mail::MessageSummary> messages;
  store::Totals totals;       // as store::Page has them
  std::uint64_t matched = 0;  // how many the selection holds, exactly
};

Task<Result<OffsetPage>> list_at(mailroom::Mailroom& mailroom, OffsetRequest request);

}  // namespace mailstop::api::compat
