// What the application tells the API about itself, asked anew for each answer: ports are known only once
// bound.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.hpp"

namespace mailstop::api::v1 {

struct ListenerFacts {
  std::string kind;     // "smtp", "smtps", "submission", "lmtp", "http"
  std::string address;  // as in the list of its kind
  std::string tls;      // "none", "starttls", "starttls-required", "implicit"
  std::string auth;     // "off", "optional", "required"
};

struct ServiceFacts {
  std::string version;
  Timestamp started_at;
  std::string unready;            // why mail and requests are not served yet, or no longer; "" when they are
  std::vector<std::string> smtp;  // "127.0.0.1:1025", the main one first
  std::vector<std::string> smtps, submission, lmtp;
  std::vector<std::string> http;         // "http://127.0.0.1:8025"
  std::vector<ListenerFacts> listeners;  // all of them
  std::string ca_pem;                    // of the local CA; "" when there is none
  std::string auth;                      // "off", "optional", "required"
  bool has_user_list = false;            // else any credentials are good
  bool is_ephemeral = false;
  std::string database;         // the file; "" when ephemeral
  std::uint64_t discarded = 0;  // messages answered with 250 and not kept (--discard-domains)
  std::uint64_t max_message_size = 0;
  std::uint64_t max_recipients = 0;
};

using FactSource = std::function<ServiceFacts()>;

}  // namespace mailstop::api::v1
