#include "mail/smtp_session.hpp"

#include <algorithm>
#include <utility>

namespace mailstop::mail {
namespace {

constexpr std::pair<SessionOutcome, std::string_view> names[] = {{SessionOutcome::delivered, "delivered"},
                                                                 {SessionOutcome::rejected, "rejected"},
                                                                 {SessionOutcome::aborted, "aborted"},
                                                                 {SessionOutcome::timeout, "timeout"},
                                                                 {SessionOutcome::refused, "refused"}};

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

}  // namespace

std::string_view to_text(SessionOutcome outcome) {
  return names[static_cast<std::size_t>(outcome)].second;
}

std::optional<SessionOutcome> parse_outcome(std::string_view text) {
  for (const auto& [outcome, name] : names) {
    if (name == text) return outcome;
  }
  return std::nullopt;
}

void add_message(SmtpSession& session, std::string id, const std::string& inbox) {
  if (session.messages.size() >= most_session_messages) return;
  session.messages.push_back(std::move(id));
  add_once(session.inboxes, inbox);
}

std::vector<std::string> inboxes_of(const SmtpSession& session) {
  if (!session.inboxes.empty()) return session.inboxes;
  std::vector<std::string> inboxes;
  for (const auto* name : {&session.inbox, &session.auth_user}) {
    if (!name->empty()) add_once(inboxes, *name);
  }
  return inboxes;
}

}  // namespace mailstop::mail
