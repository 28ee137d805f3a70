// An address as a header shows it (RFC 5322 section 3.4): decoded display name and addr-spec, both valid
// UTF-8.
#pragma once
#include <string>

namespace mailstop::mail {

struct Address {
  std::string name;     // "" when there is none
  std::string address;  // "" when the header holds only a name or cannot be parsed

  bool operator==(const Address&) const = default;
};

}  // namespace mailstop::mail
