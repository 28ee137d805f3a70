// What an SMTP session must ask its host, and what the host may answer. One question is out at a time.
#pragma once
#include <string>
#include <variant>

#include "base/result.hpp"
#include "mail/envelope.hpp"

namespace mailstop::smtp {

// Are these credentials good? Answered by Authenticated.
struct Authenticate {
  std::string mechanism;  // "PLAIN", "LOGIN"
  std::string user;       // valid UTF-8, not empty, no control characters
  std::string password;   // bytes as the client sent them; never to be logged
};

// Keep this message. Answered by Stored, after the commit, or by NotStored.
struct Store {
  mail::Envelope envelope;  // the client's address only when XCLIENT gave it: else the host knows it
  std::string data;         // the bytes the client sent, after dot-unstuffing
};

using Question = std::variant<Authenticate, Store>;

struct Authenticated {
  bool accepted = false;
};

struct Stored {
  std::string id;
  std::string url;  // of the message's page; "" when there is none
};

struct NotStored {
  Error error;  // its message is told to the client
};

using Answer = std::variant<Authenticated, Stored, NotStored>;

}  // namespace mailstop::smtp
