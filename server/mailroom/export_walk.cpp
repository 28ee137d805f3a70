#include "mailroom/export_walk.hpp"

#include <utility>

namespace mailstop::mailroom {
namespace {

constexpr std::uint32_t export_page = 500;

}  // namespace

ExportWalk::ExportWalk(Mailroom& mailroom, store::Selection selection, store::Order order)
    : mailroom_(mailroom) {
  request_.selection = std::move(selection);
  request_.order = order;
  request_.limit = export_page;
}

Task<Result<void>> ExportWalk::begin() {
  if (end_) co_return Result<void>();
  co_return co_await fetch_page();
}

Task<Result<void>> ExportWalk::fetch_page() {
  store::ListRequest request = request_;
  auto page = co_await mailroom_.list(std::move(request));
  if (!page) co_return page.error();
  if (!end_) end_ = page->sequence;
  page_ = std::move(page->messages);
  at_ = 0;
  request_.cursor = page->next_cursor;
  is_last_page_ = !page->next_cursor;
  co_return Result<void>();
}

std::optional<mail::MessageSummary> ExportWalk::next_summary() {
  while (at_ < page_.size()) {
    auto summary = std::move(page_[at_++]);
    if (summary.sequence <= *end_) return summary;
    is_last_page_ = is_last_page_ || request_.order == store::Order::oldest;
  }
  return std::nullopt;
}

Task<Result<std::optional<ExportedMessage>>> ExportWalk::next() {
  using Next = std::optional<ExportedMessage>;
  const auto begun = co_await begin();
  if (!begun) co_return begun.error();
  while (true) {
    auto summary = next_summary();
    if (!summary && is_last_page_) co_return Next();
    if (!summary) {
      const auto fetched = co_await fetch_page();
      if (!fetched) co_return fetched.error();
      continue;
    }
    auto raw = co_await mailroom_.raw(summary->id);
    if (!raw && raw.error().code == Errc::not_found) continue;
    if (!raw) co_return raw.error();
    ExportedMessage message;
    message.summary = std::move(*summary);
    message.raw = std::move(*raw);
    co_return Next(std::move(message));
  }
}

}  // namespace mailstop::mailroom
