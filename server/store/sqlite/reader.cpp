#include "store/sqlite/reader.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include "store/sqlite/message_rows.hpp"

namespace mailstop::store::sqlite {
namespace {

constexpr int instructions_between_checks = 200;

Error unknown_message(std::string_view id) {
  return not_found(fmt::format("there is no message \"{}\"", id));
}

}  // namespace

Reader::Statements::Statements(Database& database)
    : begin(database, "BEGIN"),
      end(database, "COMMIT"),
      summary(database, "SELECT " + summary_columns + " FROM message m WHERE m.id = ?"),
      content(database, "SELECT " + content_columns + " FROM message_content c WHERE c.sequence = ?"),
      raw(database,
          "SELECT r.encoding, r.bytes FROM message m JOIN message_raw r ON r.sequence = m.sequence WHERE "
          "m.id = ?"),
      page_count(database, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()") {}

Reader::Reader(Database database, std::chrono::milliseconds budget, const std::atomic<bool>& stop)
    : database_(std::move(database)),
      statements_(database_),
      lists_(database_),
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

Result<SessionPage> Reader::sessions(const SessionFilter& filter) {
  SessionPage page;
  page.sequence = lists_.sequence();
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
  auto id = lists_.latest(selection);
  if (id.empty()) return not_found("no message matches");
  return id;
}

Result<Status> Reader::status() {
  Status status;
  status.sequence = lists_.sequence();
  status.totals = lists_.totals(std::nullopt);
  status.indexed = lists_.indexed();
  statements_.page_count.bind();
  if (statements_.page_count.step()) status.database_bytes = statements_.page_count.natural(0);
  statements_.page_count.reset();
  return status;
}

}  // namespace mailstop::store::sqlite
