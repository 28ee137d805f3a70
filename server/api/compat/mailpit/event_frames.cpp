#include "api/compat/mailpit/event_frames.hpp"

#include "api/compat/go_json.hpp"
#include "api/compat/mailpit/message_json.hpp"
#include "api/v1/json_writer.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

using v1::JsonWriter;

constexpr std::size_t most_states = 10'000;

template <class WriteData>
std::string frame(std::string_view type, WriteData write_data) {
  JsonWriter json;
  json.begin_object();
  json.member("Type", type);
  json.key("Data");
  write_data(json);
  json.end_object();
  auto text = to_go_json(json.take());
  text.pop_back();  // a frame ends by itself
  return text;
}

}  // namespace

std::string new_frame(const store::StoredMessage& message) {
  return frame("new", [&](JsonWriter& json) { write_summary(json, message); });
}

std::string stats_frame(const store::Totals& totals, std::string_view version) {
  return frame("stats", [&](JsonWriter& json) {
    json.begin_object();
    json.member("Total", totals.total);
    json.member("Unread", totals.unread);
    json.member("Version", version);
    json.end_object();
  });
}

std::string read_frame(const mail::MessageSummary& message) {
  return frame("update", [&](JsonWriter& json) {
    json.begin_object();
    json.member("ID", message.id);
    json.member("Read", message.read);
    json.end_object();
  });
}

std::string tags_frame(const mail::MessageSummary& message) {
  return frame("update", [&](JsonWriter& json) {
    json.begin_object();
    json.member("ID", message.id);
    json.array("Tags", sorted_tags(message.tags), [&](const auto& tag) { json.value(tag); });
    json.end_object();
  });
}

std::string delete_frame(std::string_view id) {
  return frame("delete", [&](JsonWriter& json) {
    json.begin_object();
    json.member("ID", id);
    json.end_object();
  });
}

std::string empty_frame(std::string_view type) {
  return frame(type, [](JsonWriter& json) { json.null(); });
}

std::string error_frame(const mail::SmtpSession& session) {
  return frame("error", [&](JsonWriter& json) {
    json.begin_object();
    json.member("Level", "warning");
    json.member("Type", "smtpd");
    json.member("IP", session.client_address);
    json.member("Message", session.diagnosis);
    json.end_object();
  });
}

std::vector<std::string> SeenStates::frames_of(const mail::MessageSummary& message) {
  const auto known = states_.find(message.id);
  const bool is_new = known == states_.end();
  std::vector<std::string> frames;
  if (is_new || known->second.read != message.read) frames.push_back(read_frame(message));
  if (is_new || known->second.tags != message.tags) frames.push_back(tags_frame(message));
  note(message);
  return frames;
}

void SeenStates::note(const mail::MessageSummary& message) {
  const auto [place, is_new] = states_.try_emplace(message.id);
  place->second = {message.read, message.tags};
  if (!is_new) return;
  order_.push_back(message.id);
  if (order_.size() <= most_states) return;
  states_.erase(order_.front());
  order_.pop_front();
}

}  // namespace mailstop::api::compat::mailpit
