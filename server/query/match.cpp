#include "query/match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "query/evaluator.hpp"

namespace mailstop::query {
namespace {

constexpr std::size_t longest_actual = 200;

std::string shown(std::string_view text) {
  auto line = collapse_space(text.substr(0, 4 * longest_actual));
  if (line.size() <= longest_actual) return line;
  return std::string(truncate_utf8(line, longest_actual)) + "...";
}

std::string shown(const mail::Address& address) {
  if (address.name.empty()) return address.address;
  return fmt::format("{} <{}>", address.name, address.address);
}

std::string shown(const mail::Link& link) {
  return link.text.empty() || link.text == link.href ? link.href
                                                     : fmt::format("{} ({})", link.href, link.text);
}

std::string shown(const mail::Code& code) {
  return code.value;
}

template <class Items>
std::string listed(const Items& items) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : ", ") + shown(item);
  return shown(text);
}

std::string files(const MessageView& message) {
  std::vector<std::string_view> names;
  for (const auto& part : message.parts) {
    if (mail::is_file(part)) names.push_back(part.filename.empty() ? part.content_type : part.filename);
  }
  return listed(names);
}

std::string field_text(Field field, const MessageView& m) {
  switch (field) {
    case Field::from:
      return listed(m.from);
    case Field::to:
      return listed(m.to);
    case Field::cc:
      return listed(m.cc);
    case Field::bcc:
      return listed(m.bcc);
    case Field::reply_to:
      return listed(m.reply_to);
    case Field::sender:
      return shown(m.sender);
    case Field::recipient:
      return listed(m.recipients);
    case Field::subject:
      return shown(m.subject);
    case Field::body:
      return shown(m.body);
    case Field::text:
      return shown(m.text);
    case Field::html:
      return shown(m.html);
    case Field::filename:
      return files(m);
    case Field::link:
      return listed(m.links);
    case Field::code:
      return listed(m.codes);
    case Field::message_id:
      return shown(m.message_id);
    case Field::inbox:
      return shown(m.inbox);
    case Field::tag:
      return listed(m.tags);
    case Field::auth_user:
      return shown(m.auth_user);
    case Field::helo:
      return shown(m.helo);
    case Field::client_address:
      return shown(m.client_address);
    case Field::session:
      return shown(m.session);
    case Field::anywhere:
    case Field::addressed:
      break;
  }
  return {};
}

// Which codes there are, and why none of them will do.
std::string codes(std::span<const mail::Code> codes) {
  std::vector<std::string> texts;
  for (const auto& code : codes)
    texts.push_back(fmt::format("{} with confidence {}", code.value, code.confidence));
  return listed(std::vector<std::string_view>(texts.begin(), texts.end()));
}

struct Actual {
  const MessageView& message;

  std::string operator()(const And&) const { return {}; }
  std::string operator()(const Or&) const { return {}; }
  std::string operator()(const Not& node) const { return std::visit(*this, node.operand->node); }
  std::string operator()(const TextTerm& term) const { return field_text(term.field, message); }
  std::string operator()(const HeaderTerm& term) const {
    std::vector<std::string_view> values;
    for (const auto& header : message.headers) {
      if (equals_ignoring_case(header.name, term.name)) values.push_back(header.value);
    }
    return listed(values);
  }
  std::string operator()(const FlagTerm& term) const {
    if (term.flag == Flag::code) return codes(message.codes);
    return Evaluator(message)(term) ? "true" : "false";
  }
  std::string operator()(const SizeTerm&) const { return fmt::format("{} bytes", message.size); }
  std::string operator()(const ReceivedTerm&) const { return to_rfc3339(message.received_at); }
  std::string operator()(const AttachmentTerm&) const { return files(message); }
  std::string operator()(const LinkTerm&) const { return listed(message.links); }
};

struct IsAboutSummary {
  bool operator()(const And& node) const { return all(node.operands); }
  bool operator()(const Or& node) const { return all(node.operands); }
  bool operator()(const Not& node) const { return is_about_summary(*node.operand); }
  bool operator()(const TextTerm& term) const {
    constexpr Field known[] = {Field::from,      Field::to,      Field::cc,    Field::bcc, Field::sender,
                               Field::recipient, Field::subject, Field::inbox, Field::tag};
    return std::find(std::begin(known), std::end(known), term.field) != std::end(known);
  }
  bool operator()(const FlagTerm& term) const {
    return term.flag == Flag::read || term.flag == Flag::tagged || term.flag == Flag::pinned;
  }
  bool operator()(const SizeTerm&) const { return true; }
  bool operator()(const ReceivedTerm&) const { return true; }
  bool operator()(const HeaderTerm&) const { return false; }
  bool operator()(const AttachmentTerm&) const { return false; }
  bool operator()(const LinkTerm&) const { return false; }

  static bool all(const std::vector<Query>& operands) {
    return std::all_of(operands.begin(), operands.end(), is_about_summary);
  }
};

}  // namespace

Query to_query(const Match& match) {
  And all;
  for (const auto& condition : match) all.operands.push_back(condition.query);
  return Query{std::move(all)};
}

std::string actual_text(const Query& query, const MessageView& message) {
  return std::visit(Actual{message}, query.node);
}

bool is_about_summary(const Query& query) {
  return std::visit(IsAboutSummary{}, query.node);
}

}  // namespace mailstop::query
