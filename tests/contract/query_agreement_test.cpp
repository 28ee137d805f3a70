// The two evaluators of a query must agree: random queries on random messages, answered by the store and in
// memory.
#include <algorithm>
#include <random>

#include "mail/message_parser.hpp"
#include "query/evaluator.hpp"
#include "sqlite_backends.hpp"
#include "store_fixture.hpp"

namespace mailstop::contract {
namespace {

using query::Comparison;
using query::Field;
using query::Query;

// Few and short, so that terms meet texts; and all that has gone wrong in other programs.
constexpr std::array words{"a",       "Al",   "alice", "ALICE@x.test", "straße",  "STRASSE", "Größe", "é",
                           "e\u0301", "100%", "f_i",   "x  y",         "y\nz",    "\"q\"",   "(b)",   "ἈΛΦΑ",
                           "ß",       "İ",    "0",     "\u00ADsoft",   "inbox-1", "tab\tend"};
constexpr std::array patterns{"a+", "^al", "z$", "[0-9]%", ".", "x y", "^$", "stra(ss|ß)e"};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  size_t below(size_t limit) { return engine_() % limit; }
  bool chance(size_t one_in) { return below(one_in) == 0; }
  std::string word() { return words[below(words.size())]; }
  std::string text() {
    std::string result;
    for (size_t count = below(4); count > 0; --count) result += (result.empty() ? "" : " ") + word();
    return result;
  }
  std::vector<mail::Address> addresses() {
    std::vector<mail::Address> result(below(3));
    for (auto& address : result) address = {text(), chance(3) ? "" : word()};
    return result;
  }

  store::NewMessage message() {
    store::NewMessage message = make_message(text(), chance(2) ? "default" : "inbox-1");
    auto& parsed = message.parsed;
    for (auto* list : {&parsed.from, &parsed.to, &parsed.cc, &parsed.bcc, &parsed.reply_to})
      *list = addresses();
    parsed.search_text = text();
    parsed.message_id = word();
    if (chance(2)) parsed.links.push_back({word(), text(), mail::LinkSource::html});
    if (chance(2)) parsed.codes.push_back({word(), static_cast<double>(below(100)) / 100, text()});
    if (chance(4)) parsed.codes.push_back({word(), 0.3, text()});
    parsed.parts.resize(1 + below(3));
    for (auto& part : parsed.parts) {
      part.role = static_cast<mail::PartRole>(below(5));
      if (chance(2)) part.filename = word();
      part.content_type = chance(2) ? "application/pdf" : "text/plain";
      part.size = below(5);
    }
    message.envelope.sender = word();
    message.envelope.recipients = {{word(), "", ""}, {word(), "", ""}};
    message.envelope.helo = text();
    message.envelope.auth_user = text();
    message.envelope.client_address = word();
    message.session_id = word();
    if (chance(2)) message.envelope.tls = mail::TlsFacts{};
    message.received_at = Timestamp{Duration{static_cast<std::int64_t>(below(10))}};
    message.raw = "X-One: " + std::to_string(below(3)) + "\r\n\r\n" + std::string(below(2000), 'x');
    write_bodies(message);
    for (size_t count = below(3); count > 0; --count) message.tags.push_back(word());
    return message;
  }

  query::TextCondition condition() {
    const auto comparison = static_cast<Comparison>(below(5));
    const auto letter_case = chance(4) ? query::Case::respected : query::Case::ignored;
    if (comparison == Comparison::matches) {
      return query::TextCondition::make(comparison, patterns[below(patterns.size())], letter_case).value();
    }
    return query::TextCondition::make(comparison, chance(20) ? "" : word(), letter_case).value();
  }

  Query term() {
    switch (below(13)) {
      case 0:
        return {query::FlagTerm{static_cast<query::Flag>(below(9))}};
      case 1:
        return {query::SizeTerm{below(2100), {}}};
      case 2:
        return {query::SizeTerm{{}, below(2100)}};
      case 3:
        return {query::ReceivedTerm{Timestamp{Duration{static_cast<std::int64_t>(below(11))}}, {}}};
      case 4:
        return {query::HeaderTerm{chance(2) ? "x-one" : "X-Two",
                                  chance(2) ? std::optional(digit()) : std::nullopt}};
      case 5:
        return {query::AttachmentTerm{maybe_condition(), maybe_condition(), {below(5), below(7)}}};
      case 6:
        return {query::LinkTerm{maybe_condition(), maybe_condition()}};
      default:
        return {query::TextTerm{static_cast<Field>(below(23)), condition()}};
    }
  }

  Query query(int depth = 3) {
    switch (depth == 0 ? 3 : below(5)) {
      case 0:
        return {query::And{operands(depth)}};
      case 1:
        return {query::Or{operands(depth)}};
      case 2:
        return {query::Not{std::make_shared<const Query>(query(depth - 1))}};
      default:
        return term();
    }
  }

 private:
  std::optional<query::TextCondition> maybe_condition() {
    return chance(2) ? std::optional(condition()) : std::nullopt;
  }
  // Where the parts that are bodies have their bytes, and what they say there.
  void write_bodies(store::NewMessage& message) {
    std::string raw(message.raw.view());
    for (auto& part : message.parsed.parts) {
      if (part.role != mail::PartRole::text_body && part.role != mail::PartRole::html_body) continue;
      part.offset = raw.size();
      part.charset = "utf-8";
      raw += text();
      part.length = raw.size() - part.offset;
    }
    message.parsed.text = mail::text_body(raw, message.parsed.parts);
    message.parsed.html = mail::html_body(raw, message.parsed.parts);
    message.raw = std::move(raw);
  }
  query::TextCondition digit() {
    return query::TextCondition::make(Comparison::equals, std::to_string(below(3))).value();
  }
  std::vector<Query> operands(int depth) {
    std::vector<Query> result;
    for (size_t count = below(4); count > 0; --count) result.push_back(query(depth - 1));
    return result;
  }

  std::mt19937 engine_;
};

class QueryAgreementTest : public StoreTest {
 protected:
  QueryAgreementTest() { mail::initialise_parser(); }

  static bool holds(const Query& query, const store::NewMessage& message, const store::Patch& state) {
    const auto headers = mail::parse_headers(message.raw.view());
    query::MessageView view = query::view_of(message.envelope, message.parsed);
    view.inbox = message.inbox;
    view.received_at = message.received_at;
    view.size = message.raw.size();
    view.read = *state.read;
    view.pinned = *state.pinned;
    view.tags = message.tags;
    view.session = message.session_id;
    view.headers = headers;
    return query::matches(query, view);
  }
};

INSTANTIATE_TEST_SUITE_P(
    , QueryAgreementTest,
    testing::Values(BackendKind{"sqlite_file", [] { return std::make_unique<SqliteBackend>(false); }},
                    BackendKind{
                        "sqlite_indexed",
                        [] { return std::make_unique<SqliteBackend>(false, std::chrono::seconds(0)); }},
                    BackendKind{"sqlite_memory", [] { return std::make_unique<SqliteBackend>(true); }}),
    [](const auto& kind) { return kind.param.name; });

TEST_P(QueryAgreementTest, StoreAndMemoryGiveTheSameAnswer) {
  constexpr int message_count = 80, query_count = 1500;
  Random random(20261121);
  std::vector<store::NewMessage> messages;
  std::vector<store::Patch> states;
  for (int i = 0; i < message_count; ++i) {
    messages.push_back(random.message());
    const auto summary = insert(messages.back());
    ASSERT_EQ(summary.sequence, static_cast<std::uint64_t>(i + 1));
    store::Patch state;
    state.read = random.chance(2);
    state.pinned = random.chance(2);
    states.push_back(state);
    messages.back().tags = summary.tags;
  }
  for (size_t i = 0; i < messages.size(); ++i) {
    store::Selection one;
    one.after = i;
    store::ListRequest request;
    request.selection = one;
    request.order = store::Order::oldest;
    request.limit = 1;
    ASSERT_TRUE(run(store_->update(list(request).messages.at(0).id, states[i])));
  }
  size_t hits = 0;
  for (int round = 0; round < query_count; ++round) {
    store::ListRequest request;
    request.selection.query = random.query();
    request.order = store::Order::oldest;
    request.limit = 1000;
    std::vector<std::uint64_t> expected, found;
    for (size_t i = 0; i < messages.size(); ++i) {
      if (holds(*request.selection.query, messages[i], states[i])) expected.push_back(i + 1);
    }
    const auto page = list(request);
    for (const auto& summary : page.messages) found.push_back(summary.sequence);
    ASSERT_EQ(found, expected) << "query " << round;
    ASSERT_EQ(page.matched, expected.size());
    hits += expected.size();
  }
  EXPECT_GT(hits, size_t{query_count});  // else the messages and the queries never met
}

}  // namespace
}  // namespace mailstop::contract
