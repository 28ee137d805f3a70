#include <fmt/format.h>

#include <iterator>

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "mailroom/explain_expectation.hpp"

namespace mailstop::mailroom {
namespace {

std::string wanted(const Count& count) {
  if (count.max == 0u) return "no message";
  if (!count.max) return fmt::format("at least {} message{}", count.min, count.min == 1 ? "" : "s");
  if (count.min == *count.max)
    return fmt::format("exactly {} message{}", count.min, count.min == 1 ? "" : "s");
  if (count.min == 0) return fmt::format("at most {} message{}", *count.max, *count.max == 1 ? "" : "s");
  return fmt::format("{} to {} messages", count.min, *count.max);
}

std::string scope(const Expectation& expectation) {
  std::string text;
  if (expectation.inbox) text += fmt::format(" in the inbox \"{}\"", *expectation.inbox);
  if (expectation.after > 0) text += fmt::format(" after {}", expectation.after);
  return text;
}

class FailureText {
 public:
  template <class... Values>
  void line(fmt::format_string<Values...> text, Values&&... values) {
    if (!text_.empty()) text_.push_back('\n');
    fmt::format_to(std::back_inserter(text_), text, std::forward<Values>(values)...);
  }

  void add(const Nearest& nearest) {
    const auto& message = nearest.message;
    line("  {} \"{}\" from {} to {}", message.id, escape_controls(message.subject),
         escape_controls(sender_of(message)), escape_controls(recipients_of(message)));
    for (const auto& [field, expected, actual] : nearest.mismatches)
      line("    {}: expected {}, but it {}", field, expected,
           actual.empty() ? "has none" : fmt::format("is \"{}\"", escape_controls(actual)));
  }

  std::string take() { return std::move(text_); }

 private:
  static std::string sender_of(const mail::MessageSummary& message) {
    if (!message.from.empty()) return message.from.front().address;
    return message.sender.empty() ? "<>" : message.sender;
  }
  static std::string recipients_of(const mail::MessageSummary& message) {
    std::string text;
    for (const auto& recipient : message.recipients) text += (text.empty() ? "" : ", ") + recipient;
    return text.empty() ? "nobody" : text;
  }

  std::string text_;
};

}  // namespace

std::string failure_text(const Expectation& expectation, const Outcome& outcome) {
  const auto& [nearest, hints, sessions] = outcome.explanation;
  const bool is_too_many = expectation.count.max && outcome.matched > *expectation.count.max;
  FailureText text;
  text.line("expected {}{} within {}, but {} matched", wanted(expectation.count), scope(expectation),
            to_text(expectation.within), outcome.matched == 0 ? "none" : std::to_string(outcome.matched));
  for (const auto& [field, expected, query] : expectation.match) text.line("  {} {}", field, expected);
  if (nearest.empty()) text.line("no message arrived{}", scope(expectation));
  if (!nearest.empty()) text.line("{}", is_too_many ? "matched, newest first:" : "nearest:");
  for (const auto& message : nearest) text.add(message);
  for (const auto& hint : hints) text.line("hint: {}", hint);
  for (const auto& session : sessions)
    text.line("SMTP session {} from {} failed: {}", session.id, session.client_address,
              escape_controls(session.diagnosis));
  return text.take();
}

}  // namespace mailstop::mailroom
