// The in-memory answer to a Query: does this message match? For waiting, routing and rules; the store answers
// in SQL. An Evaluator keeps the comparable form of its message's texts, so many queries on one message fold
// it once. Not thread-safe; the message must outlive it.
#pragma once
#include <optional>
#include <string>

#include "query/message_view.hpp"
#include "query/query.hpp"

namespace mailstop::query {

class Evaluator {
 public:
  explicit Evaluator(const MessageView& message) : message_(message) {}

  bool matches(const Query& query);

  bool operator()(const And& node);
  bool operator()(const Or& node);
  bool operator()(const Not& node);
  bool operator()(const TextTerm& term);
  bool operator()(const HeaderTerm& term) const;
  bool operator()(const FlagTerm& term) const;
  bool operator()(const SizeTerm& term) const;
  bool operator()(const ReceivedTerm& term) const;
  bool operator()(const AttachmentTerm& term) const;
  bool operator()(const LinkTerm& term) const;

 private:
  const std::string& head();
  const std::string& body();

  const MessageView& message_;
  std::optional<std::string> head_;
  std::optional<std::string> body_;
};

bool matches(const Query& query, const MessageView& message);

}  // namespace mailstop::query
