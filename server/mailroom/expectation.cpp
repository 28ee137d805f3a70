#include "mailroom/expectation.hpp"

#include <algorithm>
#include <boost/asio/this_coro.hpp>
#include <chrono>

#include "mailroom/explain_expectation.hpp"
#include "query/evaluator.hpp"

namespace mailstop::mailroom {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::uint32_t most_messages = 50;  // of an answer, unless the count wants more

enum class Verdict { passed, failed, open };

Verdict judge(const Count& count, std::uint64_t matched, bool time_is_over) {
  if (count.max && matched > *count.max) return Verdict::failed;
  if (matched < count.min) return time_is_over ? Verdict::failed : Verdict::open;
  return count.min > 0 || time_is_over ? Verdict::passed : Verdict::open;
}

// Beyond what the store counts, one more is all that is known: enough to be one too many.
std::uint64_t count_of(const store::Page& page) {
  return page.matched.value_or(0) + (page.matched_more ? 1 : 0);
}

// Whether an event can change what was seen. A new message is told from its summary as far as that goes, so
// that ten thousand waits for ten thousand recipients do not all ask the store at each arrival.
class Relevance {
 public:
  explicit Relevance(const Expectation& expectation) : expectation_(expectation) {}

  bool operator()(const events::Event& event) const {
    if (std::holds_alternative<events::SessionEnded>(event.change) ||
        std::holds_alternative<events::StoreTrimmed>(event.change))
      return false;
    const auto* stored = std::get_if<events::MessageStored>(&event.change);
    if (stored) return may_match(stored->message);
    // A message that was moved is about the inbox that it has now.
    const bool is_update = std::holds_alternative<events::MessageUpdated>(event.change);
    return is_update || !expectation_.inbox || events::is_about(event, *expectation_.inbox);
  }

 private:
  bool may_match(const mail::MessageSummary& message) const {
    if (expectation_.inbox && *expectation_.inbox != message.inbox) return false;
    const auto view = query::view_of(message);
    query::Evaluator evaluator(view);
    return std::all_of(expectation_.match.begin(), expectation_.match.end(), [&](const auto& condition) {
      return !query::is_about_summary(condition.query) || evaluator.matches(condition.query);
    });
  }

  const Expectation& expectation_;
};

class Wait {
 public:
  Wait(Mailroom& mailroom, const Expectation& expectation, asio::any_io_executor executor)
      : mailroom_(mailroom),
        expectation_(expectation),
        executor_(executor),
        subscription_(mailroom.bus().subscribe(executor)),
        started_at_(mailroom.now()),
        begin_(std::chrono::steady_clock::now()) {}

  Task<Result<Outcome>> run() {
    const auto deadline = begin_ + expectation_.within;
    bool time_is_over = false;
    for (;;) {
      auto page = co_await look();
      if (!page) co_return page.error();
      const auto verdict = judge(expectation_.count, count_of(*page), time_is_over);
      if (verdict == Verdict::passed) co_return co_await pass(std::move(*page));
      if (verdict == Verdict::failed) co_return co_await fail(std::move(*page));
      const auto news = co_await wait_for_news(deadline);
      if (!news) co_return news.error();
      time_is_over = !*news;
    }
  }

 private:
  Task<Result<store::Page>> look() {
    store::ListRequest request;
    request.selection = selection_of(expectation_);
    request.limit = std::max(most_messages, expectation_.count.min);
    co_return co_await mailroom_.list(std::move(request));
  }

  // False when the time is over.
  Task<Result<bool>> wait_for_news(SteadyTime deadline) {
    const Relevance is_relevant(expectation_);
    for (;;) {
      const auto delivery = co_await subscription_.next_until(deadline);
      if (!delivery) co_return false;
      if (std::holds_alternative<events::Closed>(*delivery))
        co_return Error{Errc::unavailable, "the server stops"};
      if (std::holds_alternative<events::Lagged>(*delivery)) {
        subscription_ = mailroom_.bus().subscribe(executor_);
        co_return true;
      }
      if (is_relevant(*std::get<events::SharedEvent>(*delivery))) co_return true;
    }
  }

  Outcome outcome_of(const store::Page& page) const {
    Outcome outcome;
    outcome.waited = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin_);
    outcome.matched = count_of(page);
    outcome.sequence = page.sequence;
    return outcome;
  }

  // A message that is deleted between the look and its opening has matched, but cannot be shown.
  Task<Result<Outcome>> pass(store::Page page) {
    auto outcome = outcome_of(page);
    outcome.passed = true;
    for (const auto& summary : page.messages) {
      auto opened = co_await mailroom_.open(summary.id);
      if (!opened && opened.error().code == Errc::not_found) continue;
      if (!opened) co_return opened.error();
      outcome.messages.push_back(std::move(*opened));
    }
    co_return outcome;
  }

  Task<Result<Outcome>> fail(store::Page page) {
    auto outcome = outcome_of(page);
    auto explanation = co_await explain_expectation(mailroom_, expectation_, started_at_, std::move(page));
    if (!explanation) co_return explanation.error();
    outcome.explanation = std::move(*explanation);
    co_return outcome;
  }

  Mailroom& mailroom_;
  const Expectation& expectation_;
  asio::any_io_executor executor_;
  events::Subscription subscription_;
  const Timestamp started_at_;
  const SteadyTime begin_;
};

}  // namespace

Task<Result<Outcome>> await_expectation(Mailroom& mailroom, Expectation expectation) {
  const auto executor = co_await asio::this_coro::executor;
  Wait wait(mailroom, expectation, executor);
  co_return co_await wait.run();
}

}  // namespace mailstop::mailroom
