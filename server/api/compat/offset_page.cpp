#include "api/compat/offset_page.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace mailstop::api::compat {
namespace {

constexpr std::uint32_t largest_step = 1000;

// How many the selection holds, as far as one page of it tells.
std::optional<std::uint64_t> count_of(const store::Page& page, const store::Selection& selection) {
  const bool is_everything = !selection.query && selection.after == 0 && !selection.held;
  if (is_everything) return page.totals.total;
  if (page.matched && !page.matched_more) return page.matched;
  return std::nullopt;
}

// Moves what the request is about from a page of the walk, which begins at `position`.
void take(std::vector<mail::MessageSummary>& walked, std::uint64_t position, const OffsetRequest& request,
          std::vector<mail::MessageSummary>& wanted) {
  for (auto& message : walked) {
    if (position++ < request.start) continue;
    if (wanted.size() >= request.limit) return;
    wanted.push_back(std::move(message));
  }
}

}  // namespace

Task<Result<OffsetPage>> list_at(mailroom::Mailroom& mailroom, OffsetRequest request) {
  OffsetPage result;
  store::ListRequest step;
  step.selection = request.selection;
  step.order = request.order;
  const auto first_step = std::max<std::uint64_t>(request.start == 0 ? request.limit : largest_step, 1);
  step.limit = static_cast<std::uint32_t>(std::min<std::uint64_t>(first_step, largest_step));
  std::uint64_t position = 0;
  for (bool goes_on = true; goes_on; step.limit = largest_step) {
    auto page = co_await mailroom.list(step);
    if (!page) co_return page.error();
    if (position == 0) result.totals = page->totals;
    const auto count = count_of(*page, request.selection);
    const auto walked = page->messages.size();
    take(page->messages, position, request, result.messages);
    position += walked;
    result.matched = count.value_or(position);
    const bool has_all = result.messages.size() >= request.limit || (count && request.start >= *count);
    goes_on = page->next_cursor.has_value() && !(has_all && count);
    step.cursor = page->next_cursor;
  }
  co_return result;
}

}  // namespace mailstop::api::compat
