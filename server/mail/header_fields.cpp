#include "mail/header_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bitset>

#include "base/text.hpp"
#include "mail/address_list.hpp"
#include "mail/header_text.hpp"
#include "mail/identification.hpp"

namespace mailstop::mail {
namespace {

struct Context {
  ParsedMessage& message;
  Defects& defects;
};

template <std::vector<Address> ParsedMessage::*member>
void read_into(Context& context, std::string_view value) {
  read_addresses(value, context.message.*member, context.defects);
}

void read_subject(Context& context, std::string_view value) {
  context.message.subject = decode_header_text(value);
}

std::string first(std::vector<std::string> ids) {
  return ids.empty() ? std::string() : std::move(ids.front());
}

void read_message_id(Context& context, std::string_view value) {
  context.message.message_id = first(read_message_ids(value));
}

void read_in_reply_to(Context& context, std::string_view value) {
  context.message.in_reply_to = first(read_message_ids(value));
}

void read_references(Context& context, std::string_view value) {
  context.message.references = read_message_ids(value);
}

void read_date_field(Context& context, std::string_view value) {
  context.message.date = read_date(value);
  if (!context.message.date) {
    const std::string shown = decode_header_text(value);
    context.defects.add(Defect::bad_date, fmt::format("\"{}\" is no date.", truncate_utf8(shown, 200)));
  }
}

void read_list_unsubscribe(Context& context, std::string_view value) {
  context.message.list_unsubscribe.urls = read_list_urls(value);
}

// RFC 8058 section 3.1.
void read_list_unsubscribe_post(Context& context, std::string_view value) {
  context.message.list_unsubscribe.one_click =
      equals_ignoring_case(trim(value), "List-Unsubscribe=One-Click");
}

struct KnownField {
  std::string_view name;
  void (*read)(Context&, std::string_view);
  bool may_repeat;  // then every one counts, else the first
};

// RFC 5322 section 3.6 allows each of them once. Addresses of a repeated field are shown all the same.
constexpr std::array<KnownField, 12> known_fields = {{
    {"from", read_into<&ParsedMessage::from>, true},
    {"to", read_into<&ParsedMessage::to>, true},
    {"cc", read_into<&ParsedMessage::cc>, true},
    {"bcc", read_into<&ParsedMessage::bcc>, true},
    {"reply-to", read_into<&ParsedMessage::reply_to>, true},
    {"subject", read_subject, false},
    {"date", read_date_field, false},
    {"message-id", read_message_id, false},
    {"in-reply-to", read_in_reply_to, false},
    {"references", read_references, false},
    {"list-unsubscribe", read_list_unsubscribe, false},
    {"list-unsubscribe-post", read_list_unsubscribe_post, false},
}};
constexpr std::size_t from_index = 0, date_index = 6;

std::size_t index_of(std::string_view name) {
  const auto found = std::find_if(known_fields.begin(), known_fields.end(), [name](const KnownField& field) {
    return field.name.size() == name.size() && equals_ignoring_case(field.name, name);
  });
  return static_cast<std::size_t>(found - known_fields.begin());
}

}  // namespace

void read_fields(const std::vector<RawField>& fields, ParsedMessage& message, Defects& defects) {
  Context context{message, defects};
  std::bitset<known_fields.size()> seen;
  for (const RawField& field : fields) {
    const std::size_t index = index_of(field.name);
    if (index == known_fields.size()) continue;
    if (seen[index])
      defects.add(Defect::duplicate_header, fmt::format("The field {} is there twice.", field.name));
    if (!seen[index] || known_fields[index].may_repeat) known_fields[index].read(context, field.value);
    seen.set(index);
  }
  if (!seen[from_index]) defects.add(Defect::missing_from, "There is no From field.");
  if (!seen[date_index]) defects.add(Defect::missing_date, "There is no Date field.");
}

}  // namespace mailstop::mail
