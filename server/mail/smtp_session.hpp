// One connection of a mail client from its first byte to its last: who it was, what was said, how it ended
// and why. A host fills it as it goes; mailroom/sessions.hpp keeps it. Nothing secret is in it.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "mail/envelope.hpp"

namespace mailstop::mail {

enum class SessionOutcome {
  delivered,  // at least one message was kept
  rejected,   // the server refused what the client asked for
  aborted,    // the client left before a message was complete
  timeout,
  refused,  // the server would not talk: not SMTP, no TLS, shutting down
};

constexpr SessionOutcome session_outcomes[] = {SessionOutcome::delivered, SessionOutcome::rejected,
                                               SessionOutcome::aborted, SessionOutcome::timeout,
                                               SessionOutcome::refused};

std::string_view to_text(SessionOutcome outcome);
std::optional<SessionOutcome> parse_outcome(std::string_view text);

enum class Speaker { client, server };

struct SessionLine {
  std::chrono::milliseconds at{};  // since started_at
  Speaker speaker = Speaker::client;
  std::string text;

  bool operator==(const SessionLine&) const = default;
};

struct SmtpSession {
  std::string id;
  std::uint64_t sequence = 0;  // of the change that stored it; 0 while it is live
  std::string protocol;        // "smtp", "smtps", "submission", "lmtp"
  Timestamp started_at{};
  std::optional<Timestamp> ended_at;  // none while it is live
  std::string client_address;
  std::uint16_t client_port = 0;
  std::string listener;  // "127.0.0.1:1025"
  std::string helo;
  std::optional<TlsFacts> tls;
  std::string auth_user;
  std::string inbox;  // where its messages go unless they say otherwise; "" when not known
  std::optional<SessionOutcome> outcome;
  std::string diagnosis;              // "" for plain success
  std::vector<std::string> messages;  // ids, at most most_session_messages
  std::vector<std::string> inboxes;   // of these messages, each once
  std::uint64_t bytes_in = 0, bytes_out = 0;
  std::vector<SessionLine> transcript;
};

// A load generator delivers a million messages over one connection: a session names the first ones.
constexpr std::size_t most_session_messages = 1000;

// Notes a message that was kept.
void add_message(SmtpSession& session, std::string id, const std::string& inbox);

// The inboxes whose readers the session concerns: those of its messages; without any, that of the session
// and the one named like its user.
std::vector<std::string> inboxes_of(const SmtpSession& session);

}  // namespace mailstop::mail
