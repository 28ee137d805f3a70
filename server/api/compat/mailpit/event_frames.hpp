// The frames of Mailpit's WebSocket: {"Type":...,"Data":...}
#pragma once
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mail/message_summary.hpp"
#include "mail/smtp_session.hpp"
#include "store/message_store.hpp"

namespace mailstop::api::compat::mailpit {

std::string new_frame(const store::StoredMessage& message);
std::string stats_frame(const store::Totals& totals, std::string_view version);
std::string read_frame(const mail::MessageSummary& message);
std::string tags_frame(const mail::MessageSummary& message);
std::string delete_frame(std::string_view id);
std::string empty_frame(std::string_view type);  // "prune", "truncate"
std::string error_frame(const mail::SmtpSession& session);

// What a client was told of a message last, to tell it only what has changed. Of the newest messages: of an
// older one all is told.
class SeenStates {
 public:
  // Read state and tags, those that differ from what was seen.
  std::vector<std::string> frames_of(const mail::MessageSummary& message);
  void note(const mail::MessageSummary& message);
  void forget(const std::string& id) { states_.erase(id); }

 private:
  struct State {
    bool read = false;
    std::vector<std::string> tags;
  };

  std::unordered_map<std::string, State> states_;
  std::deque<std::string> order_;
};

}  // namespace mailstop::api::compat::mailpit
