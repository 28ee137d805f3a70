// What the settings of a listener say about its SMTP sessions. Fixed for the life of a session.
#pragma once
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "protocol/smtp/extension.hpp"

namespace mailstop::smtp {

struct Limits {
  std::size_t max_message_size = 50u << 20;  // bytes after dot-unstuffing, announced as SIZE
  std::size_t max_recipients = 1000;         // of one message
  std::size_t max_messages = 0;              // of one session, 0 for any number
  std::size_t max_errors = 20;               // commands answered with 5xx before the session ends
  std::size_t max_failed_logins = 3;         // 421 for the last of them
  std::size_t max_command_line = 512;        // octets with CRLF; each extension adds what its RFC says
  std::size_t max_text_line = 1u << 20;      // bytes of one line of a message without its CRLF
  std::size_t spool_beyond = 0;  // bytes of a message that a session holds before it hands them on; 0 for all
};

enum class AuthMode {
  off,       // not offered
  optional,  // offered
  required,  // 530 until it is done
};

enum class Dialect {
  smtp,
  lmtp,  // RFC 2033
};

struct SessionSettings {
  Dialect dialect = Dialect::smtp;
  std::string hostname = "localhost";  // what the server calls itself in its greeting
  std::string greeting;  // behind the host name; "" for the name of the protocol and of the server
  std::string web_url;   // the inbox, for who speaks HTTP here; "" when there is none
  Limits limits;
  AuthMode auth = AuthMode::optional;
  bool has_user_list = false;                // the host knows users and their passwords: SCRAM is offered
  std::vector<std::string> auth_mechanisms;  // those that may be offered, in upper case; empty for all
  std::chrono::milliseconds auth_failure_delay = std::chrono::seconds(1);
  bool starttls = false;                    // offered, and the host can do the handshake
  bool require_tls = false;                 // 530 until TLS is on
  bool tls_before_auth = false;             // AUTH is offered and taken under TLS only
  bool checks_senders = false;              // the host is asked about each sender
  bool checks_recipients = false;           // and about each recipient
  std::chrono::milliseconds reply_delay{};  // before the greeting and each reply
  bool expn = false;                        // 252 instead of 502
  ExtensionSet hidden_extensions;           // neither announced nor accepted
  std::chrono::seconds max_hold{};  // FUTURERELEASE: how long a message may be held back; 0 does not offer it
  std::chrono::milliseconds idle_timeout = std::chrono::minutes(5);  // kept by the host, which has the clock
};

}  // namespace mailstop::smtp
