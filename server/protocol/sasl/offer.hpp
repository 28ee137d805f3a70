// Which mechanisms a server offers in given circumstances, and their making.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "protocol/sasl/mechanism.hpp"

namespace mailstop::sasl {

// What ties an exchange to the TLS connection below it (RFC 5929, RFC 9266); "" where there is none.
struct ChannelBindings {
  std::string unique;    // tls-unique, TLS 1.2 and older
  std::string exporter;  // tls-exporter
};

struct Circumstances {
  std::string host;                 // what the server calls itself
  std::string nonce;                // unpredictable bytes, for one exchange only
  bool knows_passwords = false;     // the host has a list of users; else any credentials are good
  std::string certificate_subject;  // of the client; "" when it showed none
  ChannelBindings bindings;
  std::vector<std::string> allowed;  // names in upper case; empty allows all
};

// In the order in which they are announced.
std::vector<std::string_view> list_mechanisms(const Circumstances& circumstances);

// Null for a name that is not offered; case does not matter.
std::unique_ptr<Mechanism> make_mechanism(std::string_view name, const Circumstances& circumstances);

// "PLAIN,scram-sha-256" to names in upper case. The error names the word and the nearest known one.
Result<std::vector<std::string>> parse_mechanisms(std::string_view list);

}  // namespace mailstop::sasl
