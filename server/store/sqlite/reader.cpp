#include "store/sqlite/reader.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

#include "store/sqlite/held_rows.hpp"
#include "store/sqlite/index_expression.hpp"
#include "store/sqlite/message_rows.hpp"

namespace mailstop::store::sqlite {
namespace {

constexpr int instructions_between_checks = 200;

// To look at so many is as fast as to ask the index, which knows all inboxes.
constexpr std::uint64_t few_messages = 1000;

Error unknown_message(std::string_view id) {
  return not_found(fmt::format("there is no message \"{}\"", id));
}

std::string list_sql(std::string_view condition, std::string_view order) {
  return fmt::format("SELECT {} FROM message m WHERE {} ORDER BY m.sequence {} LIMIT ?", summary_columns,
                     condition, order);
}

constexpr std::string_view in_range = "m.sequence > ? AND m.sequence < ?";
constexpr std::string_view in_inbox_and_range =
    "m.inbox = (SELECT id FROM inbox WHERE name = ?) AND m.sequence > ? AND m.sequence < ?";

// Where the page begins: the cursor is the last message of the page before.
Range range_of(const ListRequest& request) {
  const std::uint64_t cursor = request.cursor.value_or(0);
  if (request.order == Order::newest) return {request.selection.after, cursor};
  return {std::max(request.selection.after, cursor), 0};
}

// Puts rows into a page up to its limit; one row more makes a cursor.
class PageFiller {
 public:
  PageFiller(Page& page, std::uint32_t limit) : page_(page), limit_(limit) {}

  void take(const Statement& row) {
    if (page_.messages.size() == limit_) {
      page_.next_cursor = last_;
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

}  // namespace

Reader::Statements::Statements(Database& database)
    : begin(database, "BEGIN"),
      end(database, "COMMIT"),
      store(database, "SELECT total, unread, sequence FROM inbox WHERE id = 0"),
      inbox(database, "SELECT total, unread FROM inbox WHERE name = ?"),
      list_newest(database, list_sql(in_range, "DESC")),
      list_oldest(database, list_sql(in_range, "ASC")),
      list_inbox_newest(database, list_sql(in_inbox_and_range, "DESC")),
      list_inbox_oldest(database, list_sql(in_inbox_and_range, "ASC")),
      summary(database, "SELECT " + summary_columns + " FROM message m WHERE m.id = ?"),
      content(database, "SELECT " + content_columns + " FROM message_content c WHERE c.sequence = ?"),
      raw(database,
          "SELECT r.encoding, r.bytes FROM message m JOIN message_raw r ON r.sequence = m.sequence WHERE "
          "m.id = ?"),
      page_count(database, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"),
      newest_held(database, "SELECT max(sequence) FROM message WHERE sequence < 0"),
      indexed(database, "SELECT indexed FROM message_index_state") {}

Reader::Reader(Database database, std::chrono::milliseconds budget, const std::atomic<bool>& stop)
    : database_(std::move(database)),
      statements_(database_),
      sessions_(database_),
      inboxes_(database_),
      budget_(budget),
      stop_(stop) {
  sqlite3_progress_handler(database_.handle(), instructions_between_checks, check_budget, this);
}

int Reader::check_budget(void* reader) {
  const auto* self = static_cast<const Reader*>(reader);
  return self->stop_.load(std::memory_order_relaxed) || std::chrono::steady_clock::now() > self->deadline_;
}

void Reader::begin() {
  deadline_ = std::chrono::steady_clock::now() + budget_;
  statements_.begin.run();
}

std::optional<Error> Reader::end() {
  auto error = database_.take_error();
  deadline_ = std::chrono::steady_clock::time_point::max();
  statements_.end.run();
  auto end_error = database_.take_error();
  return error ? error : end_error;
}

Totals Reader::totals(const std::optional<std::string>& inbox) {
  Statement& select = inbox ? statements_.inbox.bind(*inbox) : statements_.store.bind();
  Totals totals;
  if (select.step()) totals = {select.natural(0), select.natural(1)};
  select.reset();
  return totals;
}

std::uint64_t Reader::sequence() {
  statements_.store.bind();
  const std::uint64_t sequence = statements_.store.step() ? statements_.store.natural(2) : 0;
  statements_.store.reset();
  return sequence;
}

Result<Page> Reader::list(const ListRequest& request) {
  Page page;
  page.sequence = sequence();
  page.totals = totals(request.selection.inbox);
  if (request.selection.query) {
    search(request, page);
  } else {
    list_all(request, page);
  }
  return page;
}

void Reader::list_all(const ListRequest& request, Page& page) {
  const bool newest = request.order == Order::newest;
  const auto& inbox = request.selection.inbox;
  const auto bounds = bounds_of(request.selection, range_of(request));
  const std::uint64_t limit = std::uint64_t{request.limit} + 1;
  Statement& select = inbox ? (newest ? statements_.list_inbox_newest : statements_.list_inbox_oldest)
                            : (newest ? statements_.list_newest : statements_.list_oldest);
  inbox ? select.bind(*inbox, bounds.after, bounds.before, limit)
        : select.bind(bounds.after, bounds.before, limit);
  PageFiller filler(page, request.limit);
  while (select.step()) filler.take(select);
}

// One pass finds the page and, on a first page, goes on to count. A later page does not see the matches
// before it, so they are counted apart.
void Reader::search(const ListRequest& request, Page& page) {
  const bool is_first = !request.cursor;
  const std::uint64_t wanted = std::uint64_t{request.limit} + 1;
  const std::uint64_t limit = is_first ? std::max(wanted, matched_limit + 1) : wanted;
  PageFiller filler(page, request.limit);
  const auto found = find(summary_columns, request.selection, range_of(request), request.order, limit,
                          [&](const Statement& row) { filler.take(row); });
  const std::uint64_t matched = is_first ? found : count_matches(request.selection);
  page.matched = std::min(matched, matched_limit);
  page.matched_more = matched > matched_limit;
}

std::uint64_t Reader::count_matches(const Selection& selection) {
  return rows(selection, {}, matched_limit + 1).size();
}

std::vector<std::int64_t> Reader::rows(const Selection& selection, Range range, std::uint64_t limit) {
  std::vector<std::int64_t> rows;
  find("m.sequence", selection, range, Order::oldest, limit,
       [&](const Statement& row) { rows.push_back(row.integer(0)); });
  return rows;
}

std::uint64_t Reader::indexed() {
  statements_.indexed.bind();
  const std::uint64_t sequence = statements_.indexed.step() ? statements_.indexed.natural(0) : 0;
  statements_.indexed.reset();
  return sequence;
}

// Up to where the index has come, it tells which messages to look at; all behind that are looked at. So are
// those of an inbox with few of them.
std::vector<Reader::Part> Reader::parts_of(const Selection& selection, Range range, Order order) {
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
std::uint64_t Reader::find(const std::string& columns, const Selection& selection, Range range, Order order,
                           std::uint64_t limit, OnRow on_row) {
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

std::uint64_t Reader::end_of(const Selection& selection) {
  if (!selection.held) return sequence() + 1;
  statements_.newest_held.bind();
  const bool has_any = statements_.newest_held.step() && !statements_.newest_held.is_null(0);
  const std::uint64_t end = has_any ? number_of(statements_.newest_held.integer(0)) + 1 : 1;
  statements_.newest_held.reset();
  return end;
}

Result<SessionPage> Reader::sessions(const SessionFilter& filter) {
  SessionPage page;
  page.sequence = sequence();
  page.sessions = sessions_.list(filter, std::uint64_t{filter.limit} + 1);
  if (page.sessions.size() > filter.limit) {
    page.sessions.resize(filter.limit);
    page.next_cursor = page.sessions.back().sequence;
  }
  return page;
}

Result<StoredMessage> Reader::get(std::string_view id) {
  statements_.summary.bind(id);
  if (!statements_.summary.step()) return unknown_message(id);
  const auto row = statements_.summary.integer(0);
  auto summary = read_summary(statements_.summary);
  statements_.summary.reset();
  statements_.content.bind(row);
  if (!statements_.content.step()) return unknown_message(id);
  auto message = read_content(statements_.content, std::move(summary));
  statements_.content.reset();
  return message;
}

Result<std::string> Reader::raw(std::string_view id) {
  statements_.raw.bind(id);
  if (!statements_.raw.step()) return unknown_message(id);
  const Packed packed{static_cast<Encoding>(statements_.raw.integer(0)), statements_.raw.text(1)};
  std::string bytes;
  const bool is_sound = decompressor_.unpack(packed, bytes);
  statements_.raw.reset();
  if (!is_sound)
    return Error{Errc::storage_unusable, fmt::format("The bytes of message \"{}\" are damaged.", id)};
  return bytes;
}

Result<std::string> Reader::latest(const Selection& selection) {
  std::string id;
  find("m.id", selection, {}, Order::newest, 1, [&](const Statement& row) { id = row.text(0); });
  if (id.empty()) return not_found("no message matches");
  return id;
}

Result<Status> Reader::status() {
  Status status;
  status.sequence = sequence();
  status.totals = totals(std::nullopt);
  status.indexed = indexed();
  statements_.page_count.bind();
  if (statements_.page_count.step()) status.database_bytes = statements_.page_count.natural(0);
  statements_.page_count.reset();
  return status;
}

}  // namespace mailstop::store::sqlite
