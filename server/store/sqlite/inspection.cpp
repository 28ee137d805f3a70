#include "store/sqlite/inspection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "store/sqlite/beside.hpp"
#include "store/sqlite/compression.hpp"
#include "store/sqlite/message_records.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {
namespace {

constexpr std::uint64_t inspected_at_once =
    200;  // messages a transaction: a longer one would keep the log from shrinking

constexpr std::string_view restore_advice =
    "Keep this file as it is, and restore a backup; `mailstop export` saves what can still be read.";
constexpr std::string_view delete_advice =
    "Its bytes are lost: restore a backup, or delete the message with DELETE /v1/messages/ID.";
constexpr std::string_view harmless_advice =
    "The mail itself is not touched by it; restore a backup, or export and ingest into a new database.";

struct InspectedMessage {
  std::int64_t row = 0;
  std::string id;
  std::uint64_t size = 0;
};

class Inspector {
 public:
  Inspector(Database database, const OnInspected& on_inspected)
      : database_(std::move(database)), on_inspected_(on_inspected) {}

  Result<Inspection> run() {
    result_.version = static_cast<int>(number_from(database_, "PRAGMA user_version"));
    result_.newest_version = newest_schema_version();
    progress_.total =
        static_cast<std::uint64_t>(number_from(database_, "SELECT total FROM inbox WHERE id = 0"));
    if (auto error = database_.take_error(); error && error->code != Errc::storage_unusable)
      return std::move(*error);
    progress_.is_structure = true;
    on_inspected_(progress_);
    inspect_structure();
    progress_.is_structure = false;
    while (inspect_batch()) on_inspected_(progress_);
    inspect_orphans();
    inspect_totals();
    return std::move(result_);
  }

 private:
  void find(std::string_view code, std::string_view id, std::string text, std::string_view advice) {
    ++result_.finding_count;
    if (result_.findings.size() == kept_findings) return;
    result_.findings.push_back({std::string(code), std::string(id), std::move(text), std::string(advice)});
  }

  // What SQLite says about a page that it cannot use.
  bool has_failed(std::string_view id, std::string_view what, std::string_view advice) {
    const auto error = database_.take_error();
    if (error) find("structure", id, fmt::format("{}: {}", what, error->message), advice);
    return error.has_value();
  }

  void inspect_structure() {
    {
      Statement check(database_, fmt::format("PRAGMA integrity_check({})", kept_findings));
      while (check.step()) {
        if (check.text(0) != "ok")
          find("structure", "", fmt::format("SQLite: {}.", check.text(0)), restore_advice);
      }
    }
    has_failed("", "SQLite cannot check the file", restore_advice);
    {
      Statement check(database_, "PRAGMA foreign_key_check");
      while (check.step())
        find("structure", "",
             fmt::format("A row of the table {} belongs to one of {} that is not there.", check.text(0),
                         check.text(2)),
             restore_advice);
    }
    has_failed("", "SQLite cannot check the references", restore_advice);
  }

  bool inspect_batch() {
    database_.execute("BEGIN");
    const auto keys = next_keys();
    for (const auto& key : keys) inspect_message(key);
    database_.execute("COMMIT");
    database_.take_error();
    if (keys.empty()) return false;
    last_row_ = keys.back().row;
    return true;
  }

  std::vector<InspectedMessage> next_keys() {
    std::vector<InspectedMessage> keys;
    {
      Statement select(database_,
                       "SELECT sequence, id, size FROM message WHERE sequence > ? ORDER BY sequence LIMIT ?");
      select.bind(last_row_, inspected_at_once);
      while (select.step())
        keys.push_back({select.integer(0), std::string(select.text(1)), select.natural(2)});
    }
    const auto place = keys.empty() ? std::string("Messages cannot be listed")
                                    : fmt::format("Messages after {} cannot be listed", keys.back().id);
    has_failed("", place, restore_advice);
    return keys;
  }

  void inspect_message(const InspectedMessage& key) {
    ++progress_.done;
    ++result_.messages;
    result_.bytes += key.size;
    const bool is_raw_sound = inspect_raw(key);
    if (is_raw_sound) inspect_parts(key);
  }

  bool inspect_raw(const InspectedMessage& key) {
    std::optional<std::string> bytes;
    {
      Statement select(database_, "SELECT encoding, bytes FROM message_raw WHERE sequence = ?");
      select.bind(key.row);
      if (select.step()) {
        const Packed packed{static_cast<Encoding>(select.integer(0)), select.text(1)};
        bytes.emplace();
        if (!decompressor_.unpack(packed, *bytes)) {
          find("bad_raw", key.id, "The bytes of the message are damaged: they cannot be unpacked.",
               delete_advice);
          return false;
        }
      }
    }
    if (has_failed(key.id, "The bytes of the message cannot be read", delete_advice)) return false;
    if (!bytes) {
      find("missing_row", key.id, "The message is listed, but its bytes are not there.", delete_advice);
      return false;
    }
    if (bytes->size() == key.size) return true;
    find("wrong_size", key.id,
         fmt::format("The message has {} bytes, but {} were received.", bytes->size(), key.size),
         delete_advice);
    return false;
  }

  void inspect_parts(const InspectedMessage& key) {
    bool is_there = false, is_sound = true;
    {
      Statement select(database_, "SELECT parts FROM message_content WHERE sequence = ?");
      select.bind(key.row);
      if (select.step()) {
        is_there = true;
        const auto parts = to_parts(select.text(0));
        const auto lies_within = [&key](const mail::Part& part) {
          return part.header_offset <= part.offset && part.offset <= key.size &&
                 part.length <= key.size - part.offset;
        };
        is_sound = std::all_of(parts.begin(), parts.end(), lies_within);
      }
    }
    if (has_failed(key.id, "What is known of the message cannot be read", harmless_advice)) return;
    if (!is_there)
      find("missing_row", key.id, "The message is listed, but what is known of it is not there.",
           harmless_advice);
    if (!is_sound)
      find("bad_parts", key.id, "A part of the message is said to lie outside of its bytes.",
           harmless_advice);
  }

  void inspect_orphans() {
    for (const std::string_view table : {"message_raw", "message_content"}) {
      const auto count =
          number_from(database_, fmt::format("SELECT count(*) FROM {} o WHERE NOT EXISTS "
                                             "(SELECT 1 FROM message m WHERE m.sequence = o.sequence)",
                                             table));
      if (count > 0)
        find("orphan", "",
             fmt::format("{} rows of the table {} belong to no message and take space.", count, table),
             harmless_advice);
      has_failed("", fmt::format("The table {} cannot be read", table), restore_advice);
    }
  }

  // Held messages, whose rows have negative numbers, are not counted.
  void inspect_totals() {
    std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> counted;
    database_.execute("BEGIN");
    {
      Statement count(database_,
                      "SELECT inbox, count(*), sum(read = 0) FROM message WHERE sequence > 0 GROUP BY inbox");
      while (count.step()) {
        const std::pair totals(count.integer(1), count.integer(2));
        counted[count.integer(0)] = totals;
        counted[0].first += totals.first;
        counted[0].second += totals.second;
      }
      Statement select(database_, "SELECT id, name, total, unread FROM inbox");
      while (select.step()) {
        const auto& [total, unread] = counted[select.integer(0)];
        if (select.integer(2) == total && select.integer(3) == unread) continue;
        const auto whose = select.integer(0) == 0 ? std::string("The store")
                                                  : fmt::format("The inbox \"{}\"", select.text(1));
        find("wrong_totals", "",
             fmt::format("{} says that it holds {} messages, {} unread; there are {}, {} unread.", whose,
                         select.integer(2), select.integer(3), total, unread),
             harmless_advice);
      }
    }
    has_failed("", "The totals of the inboxes cannot be read", restore_advice);
    database_.execute("COMMIT");
    database_.take_error();
  }

  Database database_;
  const OnInspected& on_inspected_;
  Decompressor decompressor_;
  Inspection result_;
  InspectionProgress progress_;
  std::int64_t last_row_ = std::numeric_limits<std::int64_t>::min();
};

}  // namespace

Result<Inspection> inspect_database(const std::string& path, const OnInspected& on_inspected) {
  auto database = open_beside(path);
  if (!database) return database.error();
  return Inspector(std::move(*database), on_inspected).run();
}

}  // namespace mailstop::store::sqlite
