// A message as rows of the tables message, message_content and message_raw.
#pragma once
#include <string>

#include "mail/message_summary.hpp"
#include "store/message_store.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

// All that a message's rows hold, ready to be bound. Making it is most of the work of an insert and needs no
// database: it is done where the message comes from, not on the writer's thread.
struct MessageRows {
  explicit MessageRows(NewMessage message);

  std::size_t bytes() const { return raw.size() + head.size() + body.size(); }

  mail::MessageSummary summary;  // id and sequence are the writer's to give
  std::optional<std::int64_t> release_at;
  std::string recipients, from, to, cc, bcc, tags;
  std::string message_id, session_id, helo, auth_user, client_address;
  std::optional<std::int64_t> date;
  std::string envelope, reply_to, threading, list_unsubscribe, parts, links, images, codes, warnings;
  std::int64_t inline_count = 0;
  bool has_html = false;
  std::string head, body;
  Content raw;
};

// What read_summary() reads, of `message m`.
extern const std::string summary_columns;
mail::MessageSummary read_summary(const Statement& row);

// What read_content() reads, of `message_content c`.
extern const std::string content_columns;
StoredMessage read_content(const Statement& row, mail::MessageSummary summary);

}  // namespace mailstop::store::sqlite
