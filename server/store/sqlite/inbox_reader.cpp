#include "store/sqlite/inbox_reader.hpp"

#include <fmt/format.h>

namespace mailstop::store::sqlite {
namespace {

std::string select_inboxes(std::string_view condition) {
  return fmt::format(
      "SELECT name, total, unread, last_received_at, accepts, max_messages, max_age, password FROM inbox "
      "WHERE id > 0 AND {} ORDER BY name",
      condition);
}

InboxFacts read_inbox(const Statement& row) {
  InboxFacts inbox;
  inbox.name = row.text(0);
  inbox.totals = {row.natural(1), row.natural(2)};
  if (!row.is_null(3)) inbox.last_received_at = Timestamp{Duration{row.integer(3)}};
  inbox.settings.accepts = row.integer(4) != 0;
  if (!row.is_null(5)) inbox.settings.retention.max_messages = row.natural(5);
  if (!row.is_null(6)) inbox.settings.retention.max_age = Duration{row.integer(6)};
  if (!row.is_null(7)) inbox.settings.password = row.text(7);
  return inbox;
}

}  // namespace

InboxReader::InboxReader(Database& database)
    : all_(database, select_inboxes("(total > 0 OR is_set_up)")),
      one_(database, select_inboxes("name = ?")),
      document_(database, "SELECT text FROM document WHERE name = ?") {}

std::vector<InboxFacts> InboxReader::all() {
  std::vector<InboxFacts> inboxes;
  all_.reset();
  while (all_.step()) inboxes.push_back(read_inbox(all_));
  return inboxes;
}

InboxFacts InboxReader::get(std::string_view name) {
  InboxFacts inbox;
  inbox.name = name;
  one_.bind(name);
  if (one_.step()) inbox = read_inbox(one_);
  one_.reset();
  return inbox;
}

std::string InboxReader::document(std::string_view name) {
  document_.bind(name);
  std::string text;
  if (document_.step()) text = document_.text(0);
  document_.reset();
  return text;
}

}  // namespace mailstop::store::sqlite
