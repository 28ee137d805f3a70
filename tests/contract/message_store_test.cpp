// What every MessageStore must do: storing, listing, reading.
#include <algorithm>

#include "sqlite_backends.hpp"
#include "store_fixture.hpp"

namespace mailstop::contract {
namespace {

using Strings = std::vector<std::string>;

class MessageStoreTest : public StoreTest {};

INSTANTIATE_TEST_SUITE_P(
    , MessageStoreTest,
    testing::Values(BackendKind{"sqlite_file", [] { return std::make_unique<SqliteBackend>(false); }},
                    BackendKind{"sqlite_memory", [] { return std::make_unique<SqliteBackend>(true); }}),
    [](const auto& kind) { return kind.param.name; });

store::NewMessage full_message() {
  auto message = make_message("Größe \x1B\x1E\x1F");
  message.envelope.recipients = {{"alice@example.test", "FAILURE,DELAY", "rfc822;a@x.test"},
                                 {"bob@example.test", "", ""}};
  message.envelope.helo = "app.local";
  message.envelope.client_address = "192.0.2.7";
  message.envelope.client_port = 4711;
  message.envelope.auth_user = "checkout-7";
  message.envelope.auth_mechanism = "PLAIN";
  message.envelope.tls =
      mail::TlsFacts{"TLSv1.3", "TLS_AES_256_GCM_SHA384", "mail.test", "smtp", "CN=client"};
  message.envelope.smtputf8 = true;
  message.envelope.body = mail::BodyType::eight_bit_mime;
  message.envelope.return_content = "HDRS";
  message.envelope.envelope_id = "QQ314159";
  message.envelope.auth_sender = "<>";
  message.envelope.require_tls = true;
  message.envelope.deliver_by = "-120;RT";
  message.envelope.priority = -4;
  message.envelope.release = std::chrono::seconds(60);
  message.parsed.cc = {{"", "carol@example.test"}, {"only a name", ""}};
  message.parsed.reply_to = {{"Help", "help@app.test"}};
  message.parsed.message_id = "1@app.test";
  message.parsed.date = Timestamp{Duration{1'795'200'000'123}};
  message.parsed.in_reply_to = "0@app.test";
  message.parsed.references = {"-1@app.test", "0@app.test"};
  message.parsed.list_unsubscribe = {{"https://app.test/u", "mailto:u@app.test"}, true};
  mail::Part part;
  part.part_id = "1";
  part.content_type = "application/pdf";
  part.charset = "utf-8";
  part.encoding = "base64";
  part.filename = "a\x1F.pdf";
  part.content_id = "cid@x";
  part.disposition = mail::Disposition::attachment;
  part.role = mail::PartRole::attachment;
  part.header_offset = 10;
  part.offset = 20;
  part.length = 30;
  part.size = 22;
  part.sha256 = std::string(64, 'a');
  message.parsed.parts = {mail::Part{}, part};
  message.parsed.links = {{"https://app.test", "here", mail::LinkSource::text}};
  message.parsed.codes = {{"482913", 0.87, "Your code: 482913"}, {"AB-12", 0.3, "the\x1F AB-12"}};
  message.parsed.images = {{"cid:1", "logo", "10", "20%"}};
  message.parsed.warnings = {{"bare_lf", "a bare LF"}};
  message.tags = {"invoices", "a,b"};
  return message;
}

TEST_P(MessageStoreTest, InsertAnswersWithTheSummary) {
  const auto summary = insert(full_message());
  EXPECT_EQ(summary.id.size(), 16u);
  EXPECT_EQ(summary.sequence, 1u);
  EXPECT_EQ(summary.inbox, "default");
  EXPECT_EQ(summary.subject, "Größe \x1B\x1E\x1F");
  EXPECT_EQ(summary.recipients, (Strings{"alice@example.test", "bob@example.test"}));
  EXPECT_EQ(summary.attachment_count, 1u);
  EXPECT_EQ(summary.size, full_message().raw.size());
  EXPECT_FALSE(summary.read);
}

TEST_P(MessageStoreTest, GetGivesBackWhatWasParsed) {
  const auto sent = full_message();
  const auto summary = insert(full_message());
  const auto got = run(store_->get(summary.id)).value();
  EXPECT_EQ(got.envelope, sent.envelope);
  EXPECT_EQ(got.message_id, sent.parsed.message_id);
  EXPECT_EQ(got.date, sent.parsed.date);
  EXPECT_EQ(got.reply_to, sent.parsed.reply_to);
  EXPECT_EQ(got.in_reply_to, sent.parsed.in_reply_to);
  EXPECT_EQ(got.references, sent.parsed.references);
  EXPECT_EQ(got.list_unsubscribe, sent.parsed.list_unsubscribe);
  EXPECT_EQ(got.parts, sent.parsed.parts);
  EXPECT_EQ(got.links, sent.parsed.links);
  EXPECT_EQ(got.codes, sent.parsed.codes);
  EXPECT_EQ(got.images, sent.parsed.images);
  EXPECT_EQ(got.warnings, sent.parsed.warnings);
  EXPECT_EQ(got.summary.tags, sent.tags);
  EXPECT_EQ(got.summary.cc, sent.parsed.cc);
  EXPECT_EQ(got.summary.from, sent.parsed.from);
  EXPECT_EQ(got.summary.received_at, sent.received_at);
  EXPECT_EQ(got.summary.snippet, "Hello");
}

TEST_P(MessageStoreTest, KeepsWhenTheSenderWantedItReleased) {
  auto message = make_message("held once");
  message.envelope.release = Timestamp{Duration{1'795'300'060'000}};
  message.envelope.priority = 0;
  const auto got = run(store_->get(insert(message).id)).value();
  EXPECT_EQ(got.envelope, message.envelope);
}

TEST_P(MessageStoreTest, APlainMessageComesBackPlain) {
  const auto got = run(store_->get(insert("plain").id)).value();
  EXPECT_EQ(got.envelope, make_message("plain").envelope);
  EXPECT_FALSE(got.date);
  EXPECT_EQ(got.list_unsubscribe, mail::ListUnsubscribe{});
  EXPECT_TRUE(got.references.empty() && got.parts.empty() && got.links.empty() && got.summary.tags.empty());
}

TEST_P(MessageStoreTest, RawComesBackByteForByte) {
  std::string all_bytes;
  for (int i = 0; i < 4096; ++i) all_bytes.push_back(static_cast<char>(i * 7));
  std::string large;
  for (unsigned value = 1; large.size() < 5'000'000; value = value * 1664525 + 1013904223)
    large.append(std::to_string(value));
  for (const std::string& raw :
       {std::string(), std::string("\0", 1), std::string(3000, 'x'), all_bytes, large}) {
    auto message = make_message("raw");
    message.raw = raw;
    const auto summary = insert(std::move(message));
    EXPECT_EQ(summary.size, raw.size());
    EXPECT_TRUE(run(store_->raw(summary.id)).value() == raw) << raw.size();
  }
}

TEST_P(MessageStoreTest, UnknownIdsAreNotFound) {
  EXPECT_EQ(run(store_->get("0000000000000000")).error().code, Errc::not_found);
  EXPECT_EQ(run(store_->raw("nonsense")).error().code, Errc::not_found);
  EXPECT_EQ(run(store_->remove("nonsense")).error().code, Errc::not_found);
  EXPECT_EQ(run(store_->update("nonsense", {})).error().code, Errc::not_found);
  EXPECT_EQ(run(store_->latest({})).error().code, Errc::not_found);
}

TEST_P(MessageStoreTest, ListsNewestFirstOrOldestFirst) {
  for (const char* subject : {"a", "b", "c"}) insert(subject);
  EXPECT_EQ(subjects(list()), (Strings{"c", "b", "a"}));
  store::ListRequest oldest;
  oldest.order = store::Order::oldest;
  EXPECT_EQ(subjects(list(oldest)), (Strings{"a", "b", "c"}));
}

TEST_P(MessageStoreTest, PagesByCursorInBothOrders) {
  Strings expected;
  for (int i = 0; i < 7; ++i) expected.push_back(insert(fmt::format("{}", i)).subject);
  for (const auto order : {store::Order::newest, store::Order::oldest}) {
    for (const bool with_query : {false, true}) {
      store::ListRequest request;
      request.order = order;
      request.limit = 3;
      if (with_query) request.selection = matching("body");
      Strings seen;
      for (std::optional<store::Place> cursor;;) {
        request.cursor = cursor;
        const auto page = list(request);
        for (const auto& subject : subjects(page)) seen.push_back(subject);
        EXPECT_EQ(page.matched.has_value(), with_query);
        EXPECT_EQ(page.matched.value_or(7), 7u);
        cursor = page.next_cursor;
        if (!cursor) break;
        EXPECT_EQ(page.messages.size(), 3u);
      }
      if (order == store::Order::newest) std::reverse(seen.begin(), seen.end());
      EXPECT_EQ(seen, expected);
    }
  }
}

TEST_P(MessageStoreTest, TheLastFullPageHasNoCursor) {
  for (const char* subject : {"a", "b"}) insert(subject);
  store::ListRequest request;
  request.limit = 2;
  EXPECT_FALSE(list(request).next_cursor);
}

TEST_P(MessageStoreTest, ListsOneInbox) {
  insert("a", "one");
  insert("b", "two");
  insert("c", "one");
  EXPECT_EQ(subjects(list(in_inbox("one"))), (Strings{"c", "a"}));
  EXPECT_EQ(list(in_inbox("one")).messages[0].inbox, "one");
  EXPECT_TRUE(list(in_inbox("absent")).messages.empty());
  auto selection = matching("subject:a OR subject:b");
  selection.inbox = "one";
  EXPECT_EQ(subjects(list(selection)), (Strings{"a"}));
}

TEST_P(MessageStoreTest, TotalsAreOfTheInboxOrTheStore) {
  const auto first = insert("a", "one");
  insert("b", "two");
  insert("c", "one");
  store::Patch read;
  read.read = true;
  ASSERT_TRUE(run(store_->update(first.id, read)));
  EXPECT_EQ(list().totals.total, 3u);
  EXPECT_EQ(list().totals.unread, 2u);
  EXPECT_EQ(list(in_inbox("one")).totals.total, 2u);
  EXPECT_EQ(list(in_inbox("one")).totals.unread, 1u);
  EXPECT_EQ(list(in_inbox("absent")).totals.total, 0u);
  EXPECT_EQ(list(matching("nothing")).totals.total, 3u);
  const auto status = run(store_->status()).value();
  EXPECT_EQ(status.totals.total, 3u);
  EXPECT_EQ(status.totals.unread, 2u);
  EXPECT_EQ(status.sequence, 4u);
  EXPECT_GT(status.database_bytes, 0u);
}

TEST_P(MessageStoreTest, AfterMeansOnlyWhatArrivedSince) {
  insert("a");
  const auto then = list().sequence;
  EXPECT_EQ(then, 1u);
  insert("b");
  insert("c");
  store::Selection selection;
  selection.after = then;
  EXPECT_EQ(subjects(list(selection)), (Strings{"c", "b"}));
  selection.after = 999;
  EXPECT_TRUE(list(selection).messages.empty());
}

TEST_P(MessageStoreTest, LatestIsOfTheSelection) {
  const auto a = insert("a", "one");
  const auto b = insert("b", "two");
  EXPECT_EQ(run(store_->latest({})).value(), b.id);
  EXPECT_EQ(run(store_->latest(in_inbox("one"))).value(), a.id);
  EXPECT_EQ(run(store_->latest(matching("subject:a"))).value(), a.id);
  EXPECT_EQ(run(store_->latest(matching("absent"))).error().code, Errc::not_found);
}

TEST_P(MessageStoreTest, SearchFindsWhatIsStored) {
  insert("Größe passt");
  auto other = make_message("100% of_it");
  other.parsed.search_text = "nothing to see";
  insert(std::move(other));
  EXPECT_EQ(subjects("GRÖSSE"), (Strings{"Größe passt"}));
  EXPECT_EQ(subjects("body"), (Strings{"Größe passt"}));
  EXPECT_EQ(subjects("-body"), (Strings{"100% of_it"}));
  EXPECT_EQ(subjects("0%"), (Strings{"100% of_it"}));
  EXPECT_EQ(subjects("1_0"), Strings{});
  EXPECT_EQ(subjects("f_i"), (Strings{"100% of_it"}));
  EXPECT_EQ(subjects("from:shop@app.test to:alice"), (Strings{"100% of_it", "Größe passt"}));
  EXPECT_EQ(subjects("'; DROP TABLE message; --"), Strings{});
  EXPECT_EQ(subjects("header:subject=/größe/"), (Strings{}));
}

TEST_P(MessageStoreTest, MatchedIsExactUpToItsLimit) {
  const auto insert_many = [](store::MessageStore& store, int count) -> Task<int> {
    for (int i = 0; i < count; ++i) {
      auto inserted = co_await store.insert(make_message(i < 999 ? "early" : "late"));
      if (!inserted) co_return i;
    }
    co_return count;
  };
  ASSERT_EQ(run(insert_many(*store_, 1002)), 1002);
  const auto early = list(matching("early"));
  EXPECT_EQ(early.matched, 999u);
  EXPECT_FALSE(early.matched_more);
  const auto all = list(matching("body"));
  EXPECT_EQ(all.matched, store::matched_limit);
  EXPECT_TRUE(all.matched_more);
  EXPECT_EQ(all.messages.size(), 50u);
}

TEST_P(MessageStoreTest, ManyAtOnceGetUniqueSortedIds) {
  constexpr int count = 1000;
  std::vector<mail::MessageSummary> stored;
  const auto insert_one = [&](int number) -> Task<> {
    auto summary = co_await store_->insert(make_message(fmt::format("{}", number)));
    if (summary) stored.push_back(std::move(*summary));
  };
  for (int i = 0; i < count; ++i) asio::co_spawn(context_, insert_one(i), asio::detached);
  context_.run();
  ASSERT_EQ(stored.size(), size_t{count});
  std::sort(stored.begin(), stored.end(),
            [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
  for (size_t i = 1; i < stored.size(); ++i) {
    EXPECT_EQ(stored[i].sequence, i + 1);
    EXPECT_LT(stored[i - 1].id, stored[i].id);
  }
  EXPECT_EQ(list().totals.total, std::uint64_t{count});
}

TEST_P(MessageStoreTest, ReadersWorkWhileTheWriterWrites) {
  int lists = 0;
  bool is_done = false;
  const auto write = [&]() -> Task<> {
    for (int i = 0; i < 200; ++i) co_await store_->insert(make_message("x"));
    is_done = true;
  };
  const auto read = [&](bool with_query) -> Task<> {
    while (!is_done) {
      store::ListRequest request;
      if (with_query) request.selection = matching("body");
      const auto page = co_await store_->list(std::move(request));
      EXPECT_TRUE(page);
      if (!page) break;
      EXPECT_EQ(page->matched.value_or(page->totals.total), page->totals.total);
      ++lists;
    }
  };
  asio::co_spawn(context_, write(), asio::detached);
  asio::co_spawn(context_, read(false), asio::detached);
  asio::co_spawn(context_, read(true), asio::detached);
  context_.run();
  EXPECT_GT(lists, 2);
  EXPECT_EQ(list().totals.total, 200u);
}

TEST_P(MessageStoreTest, AClosedStoreRefuses) {
  insert("a");
  store_->close();
  EXPECT_EQ(run(store_->insert(make_message("b"))).error().code, Errc::unavailable);
  EXPECT_EQ(run(store_->list({})).error().code, Errc::unavailable);
  EXPECT_EQ(run(store_->remove_all({})).error().code, Errc::unavailable);
}

}  // namespace
}  // namespace mailstop::contract
