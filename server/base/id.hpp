// Message and session ids: 16 characters of Crockford's base32 in lower case, 48 bits of Unix milliseconds
// and a 32-bit counter that starts at random each millisecond. URL-safe, unique, and sorted as they were
// made.
#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace mailstop {

bool is_id(std::string_view text);

// One per writer; not thread-safe.
class IdSource {
 public:
  // Ids continue after `last`, the newest known one ("" when there is none), even when the clock has gone
  // back.
  IdSource(const Clock& clock, std::uint32_t seed, std::string_view last = {});

  std::string next();

 private:
  const Clock& clock_;
  std::minstd_rand random_;
  std::uint64_t milliseconds_ = 0;
  std::uint32_t counter_ = 0;
};

}  // namespace mailstop
