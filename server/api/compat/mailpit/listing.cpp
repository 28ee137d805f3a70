#include "api/compat/mailpit/listing.hpp"

#include <algorithm>

#include "api/compat/mailpit/message_json.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

constexpr std::uint32_t page_size = 1000;

// Picks the wanted ones of what passes by.
class RowPicker {
 public:
  RowPicker(std::uint64_t start, std::uint64_t limit) : skip_(start), limit_(std::min(limit, most_rows)) {}

  void take(const std::vector<mail::MessageSummary>& page) {
    for (const auto& message : page) {
      ++seen_.total;
      if (!message.read) ++seen_.unread;
      if (skip_ > 0) {
        --skip_;
      } else if (ids_.size() < limit_) {
        ids_.push_back(message.id);
      }
    }
  }
  bool is_full() const { return ids_.size() >= limit_; }
  // How many more rows make it full.
  std::uint64_t missing() const { return skip_ + limit_ - ids_.size(); }
  const store::Totals& seen() const { return seen_; }
  const std::vector<std::string>& ids() const { return ids_; }

 private:
  std::uint64_t skip_;
  const std::uint64_t limit_;
  store::Totals seen_;
  std::vector<std::string> ids_;
};

std::string row_json(const store::StoredMessage& message) {
  v1::JsonWriter json;
  write_summary(json, message);
  return json.take();
}

// A message that has gone since it was listed is left out.
Task<Result<void>> open_rows(mailroom::Mailroom& mailroom, const std::vector<std::string>& ids,
                             std::vector<std::string>& rows) {
  for (const auto& id : ids) {
    const auto message = co_await mailroom.get(id);
    if (!message && message.error().code != Errc::not_found) co_return message.error();
    if (message) rows.push_back(row_json(*message));
  }
  co_return Result<void>();
}

}  // namespace

// How many match is known only when all have been seen; how many there are, at once.
Task<Result<Listing>> list_messages(mailroom::Mailroom& mailroom, ListingWish wish) {
  Listing listing;
  RowPicker picker(wish.start, wish.limit);
  const bool sees_all = wish.query.has_value();
  store::ListRequest request;
  request.selection.query = std::move(wish.query);
  for (bool has_more = true; has_more;) {
    const auto wanted = sees_all ? page_size : std::clamp<std::uint64_t>(picker.missing(), 1, page_size);
    request.limit = static_cast<std::uint32_t>(wanted);
    const auto page = co_await mailroom.list(request);
    if (!page) co_return page.error();
    picker.take(page->messages);
    listing.totals = page->totals;
    request.cursor = page->next_cursor;
    const bool is_beyond = !sees_all && wish.start >= page->totals.total;
    has_more = page->next_cursor && !is_beyond && (sees_all || !picker.is_full());
  }
  listing.matched = sees_all ? picker.seen() : listing.totals;
  const auto opened = co_await open_rows(mailroom, picker.ids(), listing.rows);
  if (!opened) co_return opened.error();
  co_return listing;
}

}  // namespace mailstop::api::compat::mailpit
