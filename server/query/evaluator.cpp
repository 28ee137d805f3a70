#include "query/evaluator.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "mail/codes.hpp"
#include "query/comparable_text.hpp"

namespace mailstop::query {
namespace {

bool holds(const TextCondition& condition, std::string_view text) {
  return condition.holds_for(text);
}

// Where there may be several texts, what is not there does not count.
bool is_there_and_holds(const TextCondition& condition, std::string_view text) {
  return !text.empty() && holds(condition, text);
}

bool any_holds(const TextCondition& condition, std::span<const mail::Address> addresses) {
  return std::any_of(addresses.begin(), addresses.end(), [&](const mail::Address& a) {
    return is_there_and_holds(condition, a.name) || is_there_and_holds(condition, a.address);
  });
}

template <class Texts>
bool any_text_holds(const TextCondition& condition, const Texts& texts) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const auto& text) { return is_there_and_holds(condition, text); });
}

bool any_filename_holds(const TextCondition& condition, std::span<const mail::Part> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const mail::Part& part) { return is_there_and_holds(condition, part.filename); });
}

bool any_link_holds(const TextCondition& condition, std::span<const mail::Link> links) {
  return std::any_of(links.begin(), links.end(), [&](const mail::Link& link) {
    return is_there_and_holds(condition, link.href) || is_there_and_holds(condition, link.text);
  });
}

bool any_code_holds(const TextCondition& condition, std::span<const mail::Code> codes) {
  return std::any_of(codes.begin(), codes.end(),
                     [&](const mail::Code& code) { return is_there_and_holds(condition, code.value); });
}

bool any_address_holds(const TextCondition& condition, const MessageView& m) {
  return any_holds(condition, m.from) || any_holds(condition, m.to) || any_holds(condition, m.cc) ||
         any_holds(condition, m.bcc) || any_holds(condition, m.reply_to);
}

bool has_role(const MessageView& message, mail::PartRole role) {
  return std::any_of(message.parts.begin(), message.parts.end(),
                     [&](const auto& part) { return part.role == role; });
}

// Every field whose text is not worth keeping between queries.
bool field_holds(const TextTerm& term, const MessageView& m) {
  const TextCondition& condition = term.condition;
  switch (term.field) {
    case Field::from:
      return any_holds(condition, m.from);
    case Field::to:
      return any_holds(condition, m.to);
    case Field::cc:
      return any_holds(condition, m.cc);
    case Field::bcc:
      return any_holds(condition, m.bcc);
    case Field::reply_to:
      return any_holds(condition, m.reply_to);
    case Field::addressed:
      return any_address_holds(condition, m);
    case Field::sender:
      return holds(condition, m.sender);
    case Field::recipient:
      return any_text_holds(condition, m.recipients);
    case Field::subject:
      return holds(condition, m.subject);
    case Field::filename:
      return any_filename_holds(condition, m.parts);
    case Field::link:
      return any_link_holds(condition, m.links);
    case Field::message_id:
      return holds(condition, m.message_id);
    case Field::inbox:
      return holds(condition, m.inbox);
    case Field::tag:
      return any_text_holds(condition, m.tags);
    case Field::auth_user:
      return holds(condition, m.auth_user);
    case Field::helo:
      return holds(condition, m.helo);
    case Field::client_address:
      return holds(condition, m.client_address);
    case Field::session:
      return holds(condition, m.session);
    case Field::text:
      return holds(condition, m.text);
    case Field::html:
      return holds(condition, m.html);
    case Field::code:
      return any_code_holds(condition, m.codes);
    case Field::anywhere:
    case Field::body:
      break;
  }
  return false;
}

}  // namespace

bool Evaluator::matches(const Query& query) {
  return std::visit(*this, query.node);
}

bool Evaluator::operator()(const And& node) {
  return std::all_of(node.operands.begin(), node.operands.end(),
                     [this](const Query& q) { return matches(q); });
}

bool Evaluator::operator()(const Or& node) {
  return std::any_of(node.operands.begin(), node.operands.end(),
                     [this](const Query& q) { return matches(q); });
}

bool Evaluator::operator()(const Not& node) {
  return !matches(*node.operand);
}

bool Evaluator::operator()(const TextTerm& term) {
  if (term.field == Field::anywhere) return term.condition.holds(head()) || term.condition.holds(body());
  if (term.field == Field::body) return term.condition.holds(body());
  return field_holds(term, message_);
}

bool Evaluator::operator()(const HeaderTerm& term) const {
  return std::any_of(message_.headers.begin(), message_.headers.end(), [&](const mail::Header& header) {
    return equals_ignoring_case(header.name, term.name) &&
           (!term.condition || holds(*term.condition, header.value));
  });
}

bool Evaluator::operator()(const FlagTerm& term) const {
  switch (term.flag) {
    case Flag::read:
      return message_.read;
    case Flag::tagged:
      return !message_.tags.empty();
    case Flag::pinned:
      return message_.pinned;
    case Flag::attachment:
      return has_role(message_, mail::PartRole::attachment);
    case Flag::inline_part:
      return has_role(message_, mail::PartRole::inline_);
    case Flag::html:
      return has_role(message_, mail::PartRole::html_body);
    case Flag::link:
      return !message_.links.empty();
    case Flag::code:
      return mail::likely_code(message_.codes) != nullptr;
    case Flag::tls:
      return message_.tls;
  }
  return false;
}

bool Evaluator::operator()(const SizeTerm& term) const {
  return term.holds(message_.size);
}

bool Evaluator::operator()(const ReceivedTerm& term) const {
  return (!term.not_before || message_.received_at >= *term.not_before) &&
         (!term.not_after || message_.received_at <= *term.not_after);
}

bool Evaluator::operator()(const AttachmentTerm& term) const {
  return std::any_of(message_.parts.begin(), message_.parts.end(),
                     [&](const mail::Part& part) { return term.holds(part); });
}

bool Evaluator::operator()(const LinkTerm& term) const {
  return std::any_of(message_.links.begin(), message_.links.end(),
                     [&](const mail::Link& link) { return term.holds(link); });
}

const std::string& Evaluator::head() {
  if (!head_) head_ = searchable_head(message_);
  return *head_;
}

const std::string& Evaluator::body() {
  if (!body_) body_ = comparable_text(message_.body);
  return *body_;
}

bool matches(const Query& query, const MessageView& message) {
  return Evaluator(message).matches(query);
}

}  // namespace mailstop::query
