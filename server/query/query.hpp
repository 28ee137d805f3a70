// One AST for everything that selects messages: search box, expectations, rules. Parsed from the search
// language by query/parser.hpp; evaluated in memory by query/evaluator.hpp and as SQL by the store, which
// must agree (tests/contract). Immutable after it is made: copies share their parts between threads.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "mail/parsed_message.hpp"
#include "query/text_condition.hpp"

namespace mailstop::query {

// What a text term looks at. A message has several addresses, files, ...: one that fits is enough.
enum class Field {
  anywhere,  // subject, addresses of header and envelope, file names, body
  from,      // display name or address of the header; likewise to, cc, bcc, reply_to
  to,
  cc,
  bcc,
  reply_to,
  addressed,  // any of the five above
  sender,     // envelope
  recipient,  // envelope
  subject,
  body,      // the body as text
  filename,  // of any part that has one
  link,      // target or visible text
  message_id,
  inbox,
  tag,
  auth_user,
  helo,
  client_address,
  session,  // id of the SMTP session
  text,     // text bodies as written
  html,     // HTML body as written, its tags included
  code,     // of any code that was found, however sure
};

struct TextTerm {
  Field field = Field::anywhere;
  TextCondition condition;

  bool operator==(const TextTerm&) const = default;
};

// A header of that name (its case does not matter) with such a value; without a condition: with any value.
struct HeaderTerm {
  std::string name;
  std::optional<TextCondition> condition;

  bool operator==(const HeaderTerm&) const = default;
};

// `code`: one that can be relied on, mail::likely_code().
enum class Flag { read, tagged, pinned, attachment, inline_part, html, link, code, tls };

struct FlagTerm {
  Flag flag = Flag::read;

  bool operator==(const FlagTerm&) const = default;
};

// Bytes of the raw message, both ends exclusive.
struct SizeTerm {
  std::optional<std::uint64_t> larger_than;
  std::optional<std::uint64_t> smaller_than;

  bool holds(std::uint64_t bytes) const;
  bool operator==(const SizeTerm&) const = default;
};

// When the message was received, both ends inclusive.
struct ReceivedTerm {
  std::optional<Timestamp> not_before;
  std::optional<Timestamp> not_after;

  bool operator==(const ReceivedTerm&) const = default;
};

// A file (attached or inline) of which all that is given holds.
struct AttachmentTerm {
  std::optional<TextCondition> filename;
  std::optional<TextCondition> content_type;
  SizeTerm size;  // decoded

  bool holds(const mail::Part& part) const;
  bool operator==(const AttachmentTerm&) const = default;
};

// A link of which all that is given holds.
struct LinkTerm {
  std::optional<TextCondition> href;
  std::optional<TextCondition> text;

  bool holds(const mail::Link& link) const;
  bool operator==(const LinkTerm&) const = default;
};

struct Query;

struct Not {
  std::shared_ptr<const Query> operand;
};

struct And {
  std::vector<Query> operands;  // empty holds for every message
};

struct Or {
  std::vector<Query> operands;  // empty holds for none
};

struct Query {
  std::variant<And, Or, Not, TextTerm, HeaderTerm, FlagTerm, SizeTerm, ReceivedTerm, AttachmentTerm, LinkTerm>
      node;
};

}  // namespace mailstop::query
