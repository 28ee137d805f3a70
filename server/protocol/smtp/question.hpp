// What an SMTP session must ask its host, and what the host may answer. One question is out at a time.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "base/result.hpp"
#include "mail/envelope.hpp"
#include "protocol/smtp/reply.hpp"

namespace mailstop::smtp {

// Are these credentials good? Answered by Authenticated.
struct Authenticate {
  std::string mechanism;  // "PLAIN", "LOGIN", "CRAM-MD5", "XOAUTH2", "OAUTHBEARER", "ANONYMOUS", "EXTERNAL"
  std::string user;       // valid UTF-8, not empty, no control characters
  std::string password;   // or token, bytes as sent, never to be logged; "" for the mechanisms without one
  std::string authorization_id;  // whom the client wants to act for; "" for itself
};

// Which password has this user? Asked by CRAM-MD5 and SCRAM, with a list of users only. Answered by
// KnownPassword.
struct LookUpPassword {
  std::string mechanism;
  std::string user;
};

// Put these bytes of a large message by until the rest has come. Answered by Spooled or by NotStored.
struct Spool {
  std::string bytes;
  bool begins = false;  // a message: what was put by before is void
};

// What was put by is of no use: its message was refused, or the client dropped it. Answered by Spooled.
struct DropSpool {};

// Keep this message. Answered by Stored, after the commit, or by NotStored.
struct Store {
  mail::Envelope envelope;    // the client's address only when XCLIENT gave it: else the host knows it
  std::string data;           // the bytes the client sent, after dot-unstuffing
  std::uint64_t spooled = 0;  // bytes of it that were put by and come before `data`
};

// May this sender send? Asked only when the settings say so. Answered by Checked.
struct CheckSender {
  std::string sender;  // as in Envelope
  std::string helo;
};

// May this recipient receive? Asked only when the settings say so. Answered by Checked.
struct CheckRecipient {
  std::string recipient;
  std::string sender;
};

using Question =
    std::variant<Authenticate, LookUpPassword, CheckSender, CheckRecipient, Spool, DropSpool, Store>;

struct Authenticated {
  bool accepted = false;
  std::optional<Reply> refusal{};  // what the client is told instead of 535, when not accepted
};

struct Checked {
  std::optional<Reply> refusal;  // what the client is told; none to go on
};

struct KnownPassword {
  std::optional<std::string> password;  // none when there is no such user, or only a hash of it
};

struct Spooled {};

struct Stored {
  std::string id;
  std::string url;  // of the message's page; "" when there is none
};

struct NotStored {
  Error error;  // its message is told to the client
};

using Answer = std::variant<Authenticated, KnownPassword, Checked, Spooled, Stored, NotStored>;

}  // namespace mailstop::smtp
