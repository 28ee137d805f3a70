#include "store/sqlite/inbox_reader.hpp"

#include <fmt/format.h>

#include <map>

#include "store/sqlite/message_records.hpp"

namespace mailstop::store::sqlite {
namespace {

std::string select_inboxes(std::string_view condition) {
  return fmt::format(
      "SELECT name, total, unread, last_received_at, accepts, max_messages, max_age, password FROM inbox "
      "WHERE id > 0 AND {} ORDER BY name",
      condition);
}

// In the words of the index message_tagged.
std::string select_tags(std::string_view condition) {
  return fmt::format("SELECT tags, read FROM message WHERE tags <> '' AND sequence > 0 {}", condition);
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
      tags_(database, select_tags("")),
      tags_of_inbox_(database, select_tags("AND inbox = (SELECT id FROM inbox WHERE name = ?)")),
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

std::vector<TagFacts> InboxReader::tags(const std::optional<std::string>& inbox) {
  auto& select = inbox ? tags_of_inbox_.bind(*inbox) : tags_.bind();
  std::map<std::string, Totals, std::less<>> totals;
  while (select.step()) {
    const bool is_read = select.integer(1) != 0;
    for (auto& tag : to_texts(select.text(0))) {
      auto& [total, unread] = totals[std::move(tag)];
      ++total;
      unread += is_read ? 0 : 1;
    }
  }
  std::vector<TagFacts> tags;
  for (const auto& [name, of_tag] : totals) tags.push_back({name, of_tag});
  return tags;
}

std::string InboxReader::document(std::string_view name) {
  document_.bind(name);
  std::string text;
  if (document_.step()) text = document_.text(0);
  document_.reset();
  return text;
}

}  // namespace mailstop::store::sqlite
