// An SMTP session as a row of the table session.
#pragma once
#include <optional>
#include <string>

#include "mail/smtp_session.hpp"
#include "store/sqlite/compression.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

// All that the row holds, ready to be bound; made where the session comes from, not on the writer's thread.
struct SessionRow {
  explicit SessionRow(mail::SmtpSession session);

  std::size_t bytes() const { return facts.size() + transcript.size(); }

  mail::SmtpSession summary;  // without transcript; the sequence is the writer's to give
  std::optional<std::int64_t> outcome;
  std::string inboxes, facts, transcript;
};

// What read_session() reads, of `session`.
constexpr std::string_view session_columns = "sequence, id, outcome, inboxes, facts";
mail::SmtpSession read_session(const Statement& row);

std::vector<mail::SessionLine> to_transcript(std::string_view records);

// What is in the column `inboxes`, behind a record end, when the session concerns this one.
std::string inbox_needle(const std::string& inbox);

}  // namespace mailstop::store::sqlite
