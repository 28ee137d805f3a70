#include "app/commands/message_feed.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <deque>
#include <string>
#include <utility>

#include "api/v1/inbox_name.hpp"
#include "app/commands/remote_server.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "http/percent_encoding.hpp"
#include "query/parser.hpp"

namespace mailstop::app {
namespace {

using mailroom::ExportedMessage;
using Next = std::optional<ExportedMessage>;

constexpr auto feed_page = "500";

std::uint64_t sequence_of(const Json& object) {
  const auto found = object.is_object() ? object.find("sequence") : object.end();
  return found != object.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

bool is_true(const Json& object, const char* name) {
  return object.contains(name) && object[name].is_boolean() && object[name].get<bool>();
}

// What the names and places of exported files are made of.
mail::MessageSummary read_exported(const Json& json) {
  mail::MessageSummary summary;
  summary.id = text_of(json, "id");
  summary.sequence = sequence_of(json);
  summary.read = is_true(json, "read");
  summary.pinned = is_true(json, "pinned");
  if (const auto time = parse_rfc3339(text_of(json, "receivedAt"))) summary.received_at = *time;
  return summary;
}

Error feed_error(const http::Answer& answer) {
  return {answer.status == 400 ? Errc::invalid_argument : Errc::network, explanation_of(answer)};
}

class ServerFeed final : public MessageFeed {
 public:
  ServerFeed(http::Client client, const config::Selection& selection)
      : client_(std::move(client)), parameters_(parameters_of(selection)) {
    parameters_.emplace_back("order", "oldest");
    parameters_.emplace_back("limit", feed_page);
  }

  Task<Result<Next>> next() override {
    while (true) {
      if (page_.empty() && is_last_page_) co_return Next();
      if (page_.empty()) {
        const auto fetched = co_await fetch_page();
        if (!fetched) co_return fetched.error();
        continue;
      }
      ExportedMessage message;
      message.summary = std::move(page_.front());
      page_.pop_front();
      http::Question question;
      question.target = fmt::format("/v1/messages/{}/raw", http::percent_encode(message.summary.id));
      auto answer = co_await client_.ask(std::move(question));
      if (!answer) co_return answer.error();
      if (answer->status == 404) continue;  // deleted meanwhile
      if (answer->status != 200) co_return feed_error(*answer);
      message.raw = std::move(answer->body);
      co_return Next(std::move(message));
    }
  }

 private:
  Task<Result<void>> fetch_page() {
    auto parameters = parameters_;
    if (!cursor_.empty()) parameters.emplace_back("cursor", cursor_);
    http::Question question;
    question.target = target_of("/v1/messages", parameters);
    const auto answer = co_await client_.ask(std::move(question));
    if (!answer) co_return answer.error();
    if (answer->status != 200) co_return feed_error(*answer);
    const auto json = parse_json(answer->body);
    if (!json || !json->contains("messages"))
      co_return Error{Errc::network,
                      fmt::format("what answers at {} is not Mailstop", to_text(client_.url()))};
    if (!end_) end_ = sequence_of(*json);
    cursor_ = text_of(*json, "nextCursor");
    is_last_page_ = cursor_.empty();
    for (const auto& message : list_of(*json, "messages")) {
      auto summary = read_exported(message);
      is_last_page_ = is_last_page_ || summary.sequence > *end_;
      if (summary.sequence <= *end_) page_.push_back(std::move(summary));
    }
    co_return Result<void>();
  }

  const http::Client client_;
  Parameters parameters_;
  std::deque<mail::MessageSummary> page_;
  std::string cursor_;
  bool is_last_page_ = false;
  std::optional<std::uint64_t> end_;  // the newest sequence when it began
};

class DatabaseFeed final : public MessageFeed {
 public:
  DatabaseFeed(mailroom::Mailroom& mailroom, store::Selection selection)
      : walk_(mailroom, std::move(selection), store::Order::oldest) {}

  Task<Result<Next>> next() override { return walk_.next(); }

 private:
  mailroom::ExportWalk walk_;
};

}  // namespace

std::unique_ptr<MessageFeed> feed_from_server(http::Client client, const config::Selection& selection) {
  return std::make_unique<ServerFeed>(std::move(client), selection);
}

Result<std::unique_ptr<MessageFeed>> feed_from_database(StoredMail& mail,
                                                        const config::Selection& selection) {
  store::Selection wanted;
  if (selection.inbox && !api::v1::is_inbox_name(*selection.inbox))
    return api::v1::invalid_inbox_name("--inbox");
  wanted.inbox = selection.inbox;
  if (selection.query && !trim(*selection.query).empty()) {
    auto query = query::parse_query(*selection.query, mail.now());
    if (!query) return query.error();
    wanted.query = std::move(*query);
  }
  std::unique_ptr<MessageFeed> feed = std::make_unique<DatabaseFeed>(mail.mailroom(), std::move(wanted));
  return feed;
}

}  // namespace mailstop::app
