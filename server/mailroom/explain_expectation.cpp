#include "mailroom/explain_expectation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.hpp"

namespace mailstop::mailroom {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t most_candidates = 100;
constexpr std::size_t most_nearest = 3;
constexpr std::uint32_t most_sessions = 5;

// A client that failed right before the test began to wait is the likeliest reason of all.
constexpr Duration look_back = 30s;

std::string messages(std::uint64_t count) {
  return count == 1 ? "1 message" : fmt::format("{} messages", count);
}

query::MessageView view_of(const OpenedMessage& opened, std::span<const mail::Header> headers) {
  const auto& message = opened.message;
  const auto& summary = message.summary;
  const auto& envelope = message.envelope;
  auto view = query::view_of(summary);
  view.session = message.session_id;
  view.auth_user = envelope.auth_user;
  view.helo = envelope.helo;
  view.client_address = envelope.client_address;
  view.tls = envelope.tls.has_value();
  view.headers = headers;
  view.reply_to = message.reply_to;
  view.message_id = message.message_id;
  view.body = opened.text.empty() ? summary.snippet : opened.text;
  view.text = opened.text;
  view.html = opened.html;
  view.parts = message.parts;
  view.links = message.links;
  view.codes = message.codes;
  return view;
}

// The address that a condition wants to be equal; "" when it wants something else.
std::string_view wanted_address(const query::Query& query) {
  constexpr std::array fields{query::Field::from,     query::Field::to,       query::Field::cc,
                              query::Field::bcc,      query::Field::reply_to, query::Field::sender,
                              query::Field::recipient};
  const auto* term = std::get_if<query::TextTerm>(&query.node);
  if (!term || term->condition.comparison() != query::Comparison::equals) return {};
  if (std::find(fields.begin(), fields.end(), term->field) == fields.end()) return {};
  return term->condition.text();
}

std::set<std::string> addresses_of(const mail::MessageSummary& message) {
  std::set<std::string> addresses(message.recipients.begin(), message.recipients.end());
  addresses.insert(message.sender);
  for (const auto* list : {&message.from, &message.to, &message.cc, &message.bcc}) {
    for (const auto& address : *list) addresses.insert(address.address);
  }
  addresses.erase("");
  return addresses;
}

class Explaining {
 public:
  Explaining(Mailroom& mailroom, const Expectation& expectation, Timestamp started_at)
      : mailroom_(mailroom), expectation_(expectation), started_at_(started_at) {}

  Task<Result<Explanation>> run(store::Page matching) {
    const bool is_too_many = matching.matched.value_or(0) >= std::max(1u, expectation_.count.min);
    if (is_too_many) {
      add_matching(std::move(matching.messages));
    } else {
      auto outcome = co_await explain_too_few(matching.matched.value_or(0));
      if (!outcome) co_return outcome.error();
    }
    auto sessions = co_await find_failed_sessions();
    if (!sessions) co_return sessions.error();
    co_return std::move(explanation_);
  }

 private:
  void add_matching(std::vector<mail::MessageSummary> matching) {
    for (auto& message : matching) {
      if (explanation_.nearest.size() == most_nearest) return;
      explanation_.nearest.push_back({std::move(message), {}});
    }
  }

  Task<Result<void>> explain_too_few(std::uint64_t matched) {
    auto ranked = co_await rank_candidates();
    if (!ranked) co_return ranked.error();
    auto earlier = co_await hint_at_earlier(matched);
    if (!earlier) co_return earlier.error();
    co_return co_await hint_at_other_inboxes();
  }

  Task<Result<store::Page>> list(store::Selection selection, std::uint32_t limit) {
    store::ListRequest request;
    request.selection = std::move(selection);
    request.limit = limit;
    co_return co_await mailroom_.list(std::move(request));
  }

  // The newest messages that count, those first that fail the fewest conditions.
  Task<Result<void>> rank_candidates() {
    auto scope = selection_of(expectation_);
    scope.query.reset();
    auto page = co_await list(scope, most_candidates);
    if (!page) co_return page.error();
    auto& candidates = page->messages;
    if (candidates.empty()) co_return Result<void>();
    hint_at_misspelt_addresses(candidates);

    scope.after = std::max(scope.after, candidates.back().sequence - 1);
    std::map<std::string, std::set<std::size_t>> holding;  // by id: the conditions that hold
    for (std::size_t index = 0; index < expectation_.match.size(); ++index) {
      auto narrowed = scope;
      narrowed.query = expectation_.match[index].query;
      const auto found = co_await list(std::move(narrowed), most_candidates);
      if (!found) co_return found.error();
      for (const auto& message : found->messages) holding[message.id].insert(index);
    }
    std::stable_sort(candidates.begin(), candidates.end(), [&](const auto& a, const auto& b) {
      return holding[a.id].size() > holding[b.id].size();
    });
    if (candidates.size() > most_nearest) candidates.resize(most_nearest);
    for (auto& candidate : candidates) {
      auto outcome = co_await add_nearest(std::move(candidate), holding);
      if (!outcome) co_return outcome;
    }
    co_return Result<void>();
  }

  Task<Result<void>> add_nearest(mail::MessageSummary message,
                                 const std::map<std::string, std::set<std::size_t>>& holding) {
    const auto opened = co_await mailroom_.open(message.id);
    if (!opened) co_return Result<void>();  // deleted meanwhile
    const auto headers = co_await mailroom_.headers(message.id);
    if (!headers) co_return Result<void>();
    const auto view = view_of(*opened, *headers);
    const auto holds = holding.find(message.id);
    Nearest nearest{std::move(message), {}};
    for (std::size_t index = 0; index < expectation_.match.size(); ++index) {
      if (holds != holding.end() && holds->second.contains(index)) continue;
      const auto& [field, expected, query] = expectation_.match[index];
      nearest.mismatches.push_back({field, expected, query::actual_text(query, view)});
    }
    explanation_.nearest.push_back(std::move(nearest));
    co_return Result<void>();
  }

  void hint_at_misspelt_addresses(const std::vector<mail::MessageSummary>& candidates) {
    std::set<std::string> known;
    for (const auto& message : candidates) known.merge(addresses_of(message));
    const std::vector<std::string_view> addresses(known.begin(), known.end());
    for (const auto& condition : expectation_.match) {
      const auto wanted = wanted_address(condition.query);
      if (wanted.empty() || known.contains(std::string(wanted))) continue;
      const auto near = nearest_word(wanted, addresses);
      if (near.empty() || equals_ignoring_case(near, wanted)) continue;
      add_hint("a message has the address {}; you asked for {}: is one of them misspelt?", near, wanted);
    }
  }

  Task<Result<void>> hint_at_earlier(std::uint64_t matched) {
    if (expectation_.after == 0) co_return Result<void>();
    auto selection = selection_of(expectation_);
    selection.after = 0;
    const auto page = co_await list(std::move(selection), 1);
    if (!page) co_return page.error();
    const auto all = page->matched.value_or(0);
    if (all > matched)
      add_hint("{} matched but arrived before `after` ({})", messages(all - matched), expectation_.after);
    co_return Result<void>();
  }

  Task<Result<void>> hint_at_other_inboxes() {
    if (!expectation_.inbox) co_return Result<void>();
    auto selection = selection_of(expectation_);
    selection.inbox.reset();
    const auto page = co_await list(std::move(selection), most_candidates);
    if (!page) co_return page.error();
    std::map<std::string, std::uint64_t> counts;
    for (const auto& message : page->messages) {
      if (message.inbox != *expectation_.inbox) ++counts[message.inbox];
    }
    for (const auto& [inbox, count] : counts)
      add_hint("{} matched in the inbox \"{}\"; you asked for \"{}\"", messages(count), inbox,
               *expectation_.inbox);
    co_return Result<void>();
  }

  Task<Result<void>> find_failed_sessions() {
    SessionFilter filter;
    filter.after = expectation_.after;
    filter.live = false;
    const auto page = co_await mailroom_.sessions().list(std::move(filter));
    if (!page) co_return page.error();
    for (const auto& session : page->sessions) {
      if (explanation_.failed_sessions.size() == most_sessions) break;
      const bool is_recent = session.ended_at && *session.ended_at >= started_at_ - look_back;
      const bool has_failed = session.outcome && *session.outcome != mail::SessionOutcome::delivered;
      if (has_failed && is_recent && !session.diagnosis.empty())
        explanation_.failed_sessions.push_back(session);
    }
    co_return Result<void>();
  }

  template <class... Values>
  void add_hint(fmt::format_string<Values...> text, Values&&... values) {
    explanation_.hints.push_back(fmt::format(text, std::forward<Values>(values)...));
  }

  Mailroom& mailroom_;
  const Expectation& expectation_;
  const Timestamp started_at_;
  Explanation explanation_;
};

}  // namespace

store::Selection selection_of(const Expectation& expectation) {
  store::Selection selection;
  selection.inbox = expectation.inbox;
  selection.query = query::to_query(expectation.match);
  selection.after = expectation.after;
  return selection;
}

Task<Result<Explanation>> explain_expectation(Mailroom& mailroom, const Expectation& expectation,
                                              Timestamp started_at, store::Page matching) {
  Explaining explaining(mailroom, expectation, started_at);
  co_return co_await explaining.run(std::move(matching));
}

}  // namespace mailstop::mailroom
