// What a list row shows of a stored message, and what a `message.stored` event carries.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "mail/address.hpp"

namespace mailstop::mail {

struct MessageSummary {
  std::string id;              // opaque, sorts by arrival
  std::uint64_t sequence = 0;  // of the change that stored it; never changes; 0 while it is held
  std::string inbox;
  Timestamp received_at;
  std::vector<Address> from;  // usually one
  std::vector<Address> to, cc, bcc;
  std::string subject;
  std::string snippet;
  std::uint64_t size = 0;  // bytes of the raw message
  bool read = false;
  bool pinned = false;
  std::vector<std::string> tags;
  std::uint32_t attachment_count = 0;
  std::string sender;                   // envelope
  std::vector<std::string> recipients;  // envelope
  std::optional<Timestamp> held_until;  // RFC 4865; none once it was released
};

}  // namespace mailstop::mail
