// Why a session went as it did: one plain sentence with the cause and the cure, for who wonders where their
// mail is. Pure: a history in, a conclusion out.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "mail/smtp_session.hpp"
#include "protocol/smtp/reply.hpp"

namespace mailstop::smtp {

using Outcome = mail::SessionOutcome;

// How the session ended.
enum class Ending {
  broken,  // it has not ended, or the connection broke while the server was sending
  quit,
  hung_up,
  idle,
  shut_down,
  too_many_errors,
  too_many_failed_logins,
  unreadable_chunk,  // a BDAT line that cannot be read
  http,
  tls_hello,  // a TLS handshake on a port that is not for it
  tls_failed,
};

// Where in the dialogue it ended.
enum class Phase { greeting, commands, transaction, data, storing, authenticating, starting_tls };

struct Refusal {
  std::string command;  // as it may be shown; "<2381 bytes>" for a message
  std::string verb;     // in upper case; "" for an unknown one
  Reply reply;
};

struct SessionHistory {
  std::size_t messages = 0;  // kept
  Ending ending = Ending::broken;
  Phase phase = Phase::greeting;
  std::size_t commands = 0;    // lines that came
  std::size_t data_bytes = 0;  // of the message that was under way
  bool has_said_hello = false;
  bool is_tls = false;
  bool offers_tls = false;
  bool offers_auth = false;
  std::string offered_mechanisms;  // "PLAIN, LOGIN"
  std::string tls_failure;         // what the TLS library said
  Refusal refusal;                 // the one that explains most; code 0 for none
};

// Keeps of all refusals the one that explains most: what only follows from it does not replace it.
void note_refusal(SessionHistory& history, Refusal refusal);

struct Conclusion {
  Outcome outcome = Outcome::aborted;
  std::string diagnosis;  // "" for plain success
};

Conclusion conclude(const SessionHistory& history);

// Why a handshake failed, from the words of the TLS library or of its alert.
std::string explain_tls_failure(std::string_view reason);

}  // namespace mailstop::smtp
