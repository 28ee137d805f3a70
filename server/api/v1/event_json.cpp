#include "api/v1/event_json.hpp"

#include "api/v1/message_json.hpp"
#include "api/v1/session_json.hpp"

namespace mailstop::api::v1 {
namespace {

struct TypeOf {
  std::string_view operator()(const events::MessageStored&) const { return "message.stored"; }
  std::string_view operator()(const events::MessageUpdated&) const { return "message.updated"; }
  std::string_view operator()(const events::MessageDeleted&) const { return "message.deleted"; }
  std::string_view operator()(const events::InboxCleared&) const { return "inbox.cleared"; }
  std::string_view operator()(const events::StoreTrimmed&) const { return "store.trimmed"; }
  std::string_view operator()(const events::SessionEnded&) const { return "session.ended"; }
};

struct WriteChange {
  JsonWriter& json;

  void operator()(const events::MessageStored& change) const { write_message(change.message); }
  void operator()(const events::MessageUpdated& change) const { write_message(change.message); }
  void operator()(const events::MessageDeleted& change) const {
    json.member("inbox", change.inbox);
    json.array("ids", change.ids, [this](const auto& id) { json.value(id); });
  }
  void operator()(const events::InboxCleared& change) const { json.member("inbox", change.inbox); }
  void operator()(const events::StoreTrimmed& change) const {
    json.key("inbox");
    change.inbox.empty() ? json.null() : json.value(change.inbox);
    json.member("deleted", change.deleted);
  }
  void operator()(const events::SessionEnded& change) const {
    json.key("session");
    write_session_summary(json, change.session);
  }

  void write_message(const mail::MessageSummary& message) const {
    json.key("message");
    write_summary(json, message);
  }
};

}  // namespace

std::string_view type_of(const events::Event& event) {
  return std::visit(TypeOf{}, event.change);
}

std::string event_json(const events::Event& event) {
  JsonWriter json;
  json.begin_object();
  json.member("type", type_of(event));
  json.member("sequence", event.sequence);
  std::visit(WriteChange{json}, event.change);
  json.end_object();
  return json.take();
}

std::string hello_json(std::uint64_t sequence, std::string_view version) {
  JsonWriter json;
  json.begin_object();
  json.member("type", "hello");
  json.member("sequence", sequence);
  json.member("version", version);
  json.end_object();
  return json.take();
}

std::string lagged_json(std::uint64_t after) {
  JsonWriter json;
  json.begin_object();
  json.member("type", "lagged");
  json.member("after", after);
  json.end_object();
  return json.take();
}

}  // namespace mailstop::api::v1
