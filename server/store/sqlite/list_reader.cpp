#include "store/sqlite/list_reader.hpp"

#include <algorithm>
#include <utility>

#include "store/sqlite/first_places.hpp"
#include "store/sqlite/held_rows.hpp"
#include "store/sqlite/index_expression.hpp"
#include "store/sqlite/message_rows.hpp"
#include "store/sqlite/record.hpp"

namespace mailstop::store::sqlite {
namespace {

// To look at so many is as fast as to ask the index, which knows all inboxes.
constexpr std::uint64_t few_messages = 1000;

constexpr std::uint64_t no_limit = INT64_MAX;

// Where the page begins: the cursor is the last message of the page before.
Range range_of(const ListRequest& request) {
  const std::uint64_t cursor = request.cursor ? request.cursor->sequence : 0;
  if (request.order == Order::newest) return {request.selection.after, cursor};
  return {std::max(request.selection.after, cursor), 0};
}

// Puts rows into a page up to its limit; one row more makes a cursor.
class PageFiller {
 public:
  PageFiller(Page& page, std::uint32_t limit) : page_(page), limit_(limit) {}

  void take(const Statement& row) {
    if (page_.messages.size() == limit_) {
      page_.next_cursor = place_by_arrival(last_);
      return;
    }
    page_.messages.push_back(read_summary(row));
    last_ = number_of(row.integer(0));
  }

 private:
  Page& page_;
  const std::uint32_t limit_;
  std::uint64_t last_ = 0;
};

// What a sort looks at, for place_of().
std::string columns_of(Sort sort) {
  if (sort == Sort::size) return "m.sequence, m.size";
  return sort == Sort::subject ? "m.sequence, m.subject" : "m.sequence, m.\"from\"";
}

Place place_of(const Statement& row, Sort sort) {
  Place place{sort, 0, {}, number_of(row.integer(0))};
  if (sort == Sort::size) place.size = row.natural(1);
  if (sort == Sort::subject) place.text = subject_key(row.text(1));
  RecordReader authors(sort == Sort::from ? row.text(1) : std::string_view());
  if (authors.next_record()) {
    const auto name = authors.field();
    place.text = author_key(name, authors.field());
  }
  return place;
}

void note_matches(std::uint64_t matched, Page& page) {
  page.matched = std::min(matched, matched_limit);
  page.matched_more = matched > matched_limit;
}

}  // namespace

ListReader::ListReader(Database& database)
    : database_(database),
      list_(database, summary_columns, "LIMIT ?"),
      place_(database, place_column, place_at_offset),
      store_(database, "SELECT total, unread, sequence FROM inbox WHERE id = 0"),
      inbox_(database, "SELECT total, unread FROM inbox WHERE name = ?"),
      summary_(database, "SELECT " + summary_columns + " FROM message m WHERE m.sequence = ?"),
      newest_held_(database, "SELECT max(sequence) FROM message WHERE sequence < 0"),
      indexed_(database, "SELECT indexed FROM message_index_state") {}

Totals ListReader::totals(const std::optional<std::string>& inbox) {
  Statement& select = inbox ? inbox_.bind(*inbox) : store_.bind();
  Totals totals;
  if (select.step()) totals = {select.natural(0), select.natural(1)};
  select.reset();
  return totals;
}

std::uint64_t ListReader::sequence() {
  store_.bind();
  const std::uint64_t sequence = store_.step() ? store_.natural(2) : 0;
  store_.reset();
  return sequence;
}

Page ListReader::page(const ListRequest& request) {
  Page page;
  page.sequence = sequence();
  page.totals = totals(request.selection.inbox);
  if (request.sort != Sort::received) {
    sort(request, page);
  } else if (request.selection.query) {
    search(request, page);
  } else {
    list_all(request, page);
  }
  return page;
}

void ListReader::list_all(const ListRequest& request, Page& page) {
  auto bounds = bounds_of(request.selection, range_of(request));
  if (request.offset > 0 && !skip(request, page.totals.total, bounds)) return;
  Statement& select =
      list_.bind(request.selection.inbox, request.order, bounds, std::uint64_t{request.limit} + 1);
  PageFiller filler(page, request.limit);
  while (select.step()) filler.take(select);
}

// Moves the beginning of the list to the row at the offset. False when the list ends before it. Where a list
// ends is known from the totals, so no more than half of it is counted, from the nearer end.
bool ListReader::skip(const ListRequest& request, std::uint64_t total, RowBounds& bounds) {
  const bool is_whole = !request.cursor && request.selection.after == 0 && !request.selection.held;
  if (is_whole && request.offset >= total) return false;
  const bool is_from_end = is_whole && request.offset > total / 2;
  const auto order = is_from_end ? opposite(request.order) : request.order;
  const auto steps = is_from_end ? total - 1 - request.offset : request.offset;
  Statement& select = place_.bind(request.selection.inbox, order, bounds, steps);
  if (!select.step()) return false;
  const auto row = select.integer(0);
  select.reset();
  if (request.order == Order::newest) bounds.before = row + 1;
  if (request.order == Order::oldest) bounds.after = row - 1;
  return true;
}

// One pass finds the page and, on a first page, goes on to count. A later page does not see the matches
// before it, so they are counted apart.
void ListReader::search(const ListRequest& request, Page& page) {
  const bool is_first = !request.cursor;
  const std::uint64_t end = request.offset + request.limit + 1;
  const std::uint64_t limit = is_first ? std::max(end, matched_limit + 1) : end;
  std::vector<Place> places;
  std::uint64_t seen = 0;
  const auto found = find("m.sequence", request.selection, range_of(request), request.order, limit,
                          [&](const Statement& row) {
                            if (seen >= request.offset && seen < end)
                              places.push_back(place_by_arrival(number_of(row.integer(0))));
                            ++seen;
                          });
  note_matches(is_first ? found : count_matches(request.selection), page);
  show(std::move(places), request, page);
}

// No index has this order: all of the selection is looked at, which counts it, too. Places before an offset
// are kept until its page is known, so an offset behind all messages is not looked for.
void ListReader::sort(const ListRequest& request, Page& page) {
  if (!request.selection.held && request.offset > 0 && request.offset >= page.totals.total) {
    if (request.selection.query) note_matches(count_matches(request.selection), page);
    return;
  }
  FirstPlaces places(request);
  const auto found = find(columns_of(request.sort), request.selection, {}, Order::oldest, no_limit,
                          [&](const Statement& row) { places.take(place_of(row, request.sort)); });
  if (request.selection.query) note_matches(found, page);
  show(places.page(), request, page);
}

// One place more than the page holds makes a cursor.
void ListReader::show(std::vector<Place> places, const ListRequest& request, Page& page) {
  if (places.size() > request.limit) {
    places.resize(request.limit);
    page.next_cursor = places.back();
  }
  for (const auto& place : places) {
    summary_.bind(row_of(place.sequence, request.selection.held));
    if (summary_.step()) page.messages.push_back(read_summary(summary_));
    summary_.reset();
  }
}

std::uint64_t ListReader::count_matches(const Selection& selection) {
  return rows(selection, {}, Order::oldest, matched_limit + 1).size();
}

std::vector<std::int64_t> ListReader::rows(const Selection& selection, Range range, Order order,
                                           std::uint64_t limit) {
  std::vector<std::int64_t> rows;
  find("m.sequence", selection, range, order, limit,
       [&](const Statement& row) { rows.push_back(row.integer(0)); });
  return rows;
}

std::string ListReader::latest(const Selection& selection) {
  std::string id;
  find("m.id", selection, {}, Order::newest, 1, [&](const Statement& row) { id = row.text(0); });
  return id;
}

std::uint64_t ListReader::indexed() {
  indexed_.bind();
  const std::uint64_t sequence = indexed_.step() ? indexed_.natural(0) : 0;
  indexed_.reset();
  return sequence;
}

// Up to where the index has come, it tells which messages to look at; all behind that are looked at. So are
// those of an inbox with few of them.
std::vector<ListReader::Part> ListReader::parts_of(const Selection& selection, Range range, Order order) {
  const auto expression = selection.query ? index_expression(*selection.query) : std::nullopt;
  const bool has_few = selection.inbox && totals(selection.inbox).total < few_messages;
  const auto end = indexed();
  if (!expression || selection.held || has_few || end == 0) return {{range, {}}};
  Part known{range, *expression}, rest{range, {}};
  known.range.before = range.before == 0 ? end + 1 : std::min(range.before, end + 1);
  rest.range.after = std::max(range.after, end);
  if (order == Order::oldest) return {std::move(known), std::move(rest)};
  return {std::move(rest), std::move(known)};
}

template <class OnRow>
std::uint64_t ListReader::find(const std::string& columns, const Selection& selection, Range range,
                               Order order, std::uint64_t limit, OnRow on_row) {
  std::uint64_t found = 0;
  for (const auto& part : parts_of(selection, range, order)) {
    if (found == limit) break;
    const Sql sql =
        select_messages(columns, selection, part.range, order, limit - found, part.index_expression);
    Statement select(database_, sql.text);
    sql.bind_to(select);
    for (; select.step(); ++found) on_row(select);
  }
  return found;
}

std::uint64_t ListReader::end_of(const Selection& selection) {
  if (!selection.held) return sequence() + 1;
  newest_held_.bind();
  const bool has_any = newest_held_.step() && !newest_held_.is_null(0);
  const std::uint64_t end = has_any ? number_of(newest_held_.integer(0)) + 1 : 1;
  newest_held_.reset();
  return end;
}

}  // namespace mailstop::store::sqlite
