// A Query that remembers what it was made of: named conditions that must all hold, so that a failure can say
// which of them did not, what was expected and what was there.
#pragma once
#include <string>
#include <vector>

#include "query/message_view.hpp"
#include "query/query.hpp"

namespace mailstop::query {

struct Condition {
  std::string field;     // as its author wrote it: "subject", "header.X-Order"
  std::string expected;  // for a person: contains "Welcome"
  Query query;
};

using Match = std::vector<Condition>;

Query to_query(const Match& match);

// What the message has where the condition looks, for a person; "" when there is nothing, or when no single
// place can be named.
std::string actual_text(const Query& query, const MessageView& message);

// Can it be answered from a MessageView that has no more than a mail::MessageSummary has?
bool is_about_summary(const Query& query);

}  // namespace mailstop::query
