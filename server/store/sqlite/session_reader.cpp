#include "store/sqlite/session_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "store/sqlite/session_rows.hpp"

namespace mailstop::store::sqlite {
namespace {

std::int64_t clamped(std::uint64_t sequence) {
  return static_cast<std::int64_t>(std::min<std::uint64_t>(sequence, INT64_MAX));
}

}  // namespace

SessionReader::SessionReader(Database& database)
    : get_(database, fmt::format("SELECT {}, transcript_encoding, transcript FROM session WHERE id = ?",
                                 session_columns)),
      list_(database, fmt::format("SELECT {} FROM session WHERE sequence > ?1 AND sequence < ?2 "
                                  "AND (?3 IS NULL OR outcome = ?3) "
                                  "AND (?4 = '' OR instr(char(30) || inboxes, ?4) > 0) "
                                  "ORDER BY sequence DESC LIMIT ?5",
                                  session_columns)) {}

Result<mail::SmtpSession> SessionReader::get(std::string_view id) {
  get_.bind(id);
  if (!get_.step())
    return not_found(
        fmt::format("there is no session \"{}\", or it is no longer kept: only the newest ones are "
                    "(--max-sessions), and those of stored messages",
                    id));
  auto session = read_session(get_);
  const Packed packed{static_cast<Encoding>(get_.integer(5)), get_.text(6)};
  std::string records;
  const bool is_sound = decompressor_.unpack(packed, records);
  get_.reset();
  if (!is_sound)
    return Error{Errc::storage_unusable, fmt::format("The transcript of session \"{}\" is damaged.", id)};
  session.transcript = to_transcript(records);
  return session;
}

std::vector<mail::SmtpSession> SessionReader::list(const SessionFilter& filter, std::uint64_t limit) {
  std::optional<std::int64_t> outcome;
  if (filter.outcome) outcome = static_cast<std::int64_t>(*filter.outcome);
  const std::string needle = filter.inbox ? inbox_needle(*filter.inbox) : "";
  list_.bind(clamped(filter.after), clamped(filter.cursor.value_or(UINT64_MAX)), outcome, needle, limit);
  std::vector<mail::SmtpSession> sessions;
  while (list_.step()) sessions.push_back(read_session(list_));
  return sessions;
}

}  // namespace mailstop::store::sqlite
