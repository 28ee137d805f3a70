// The service extensions of EHLO that a session may announce (RFC 5321 section 2.2). What a session offers is
// a set of them; what is not in the set is neither announced nor accepted.
#pragma once
#include <bitset>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::smtp {

enum class Extension {
  pipelining,
  size,
  eight_bit_mime,
  smtputf8,
  enhanced_status_codes,
  chunking,
  binary_mime,
  dsn,
  require_tls,
  deliver_by,
  mt_priority,
  limits,
  future_release,
  starttls,
  auth,
};

class ExtensionSet {
 public:
  bool has(Extension extension) const { return bits_.test(place(extension)); }
  void add(Extension extension) { bits_.set(place(extension)); }
  void add(const ExtensionSet& others) { bits_ |= others.bits_; }
  void remove(Extension extension) { bits_.reset(place(extension)); }
  static ExtensionSet all() {
    ExtensionSet set;
    set.bits_.set();
    return set;
  }

  bool operator==(const ExtensionSet&) const = default;

 private:
  static std::size_t place(Extension extension) { return static_cast<std::size_t>(extension); }

  std::bitset<static_cast<std::size_t>(Extension::auth) + 1> bits_;
};

// The keyword of EHLO: "8BITMIME"
std::string_view name_of(Extension extension);

// "CHUNKING,pipelining": names as in EHLO, in any case. The error names the word and the nearest known one.
Result<ExtensionSet> parse_extensions(std::string_view list);

}  // namespace mailstop::smtp
