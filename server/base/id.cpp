#include "base/id.hpp"

#include <algorithm>

namespace mailstop {
namespace {

constexpr std::string_view crockford_alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr size_t length = 16;

constexpr std::uint64_t half_digits = length / 2;
constexpr std::uint64_t half_bits = half_digits * 5;

void append_digits(std::string& id, std::uint64_t half) {
  for (std::uint64_t shift = half_bits; shift > 0; shift -= 5)
    id.push_back(crockford_alphabet[(half >> (shift - 5)) & 31]);
}

std::uint64_t digits_value(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char c : digits) value = (value << 5) | crockford_alphabet.find(c);
  return value;
}

// 80 bits as two halves of 40: the high one is time, the low one ends with the 32-bit counter.
std::string encode(std::uint64_t milliseconds, std::uint32_t counter) {
  std::string id;
  id.reserve(length);
  append_digits(id, milliseconds >> 8);
  append_digits(id, ((milliseconds & 0xFF) << 32) | counter);
  return id;
}

}  // namespace

bool is_id(std::string_view text) {
  return text.size() == length && text.find_first_not_of(crockford_alphabet) == std::string_view::npos;
}

IdSource::IdSource(const Clock& clock, std::uint32_t seed, std::string_view last)
    : clock_(clock), random_(seed) {
  if (!is_id(last)) return;
  const std::uint64_t low = digits_value(last.substr(half_digits));
  milliseconds_ = (digits_value(last.substr(0, half_digits)) << 8) | (low >> 32);
  counter_ = static_cast<std::uint32_t>(low);
}

std::string IdSource::next() {
  const auto now = static_cast<std::uint64_t>(clock_.now().time_since_epoch().count());
  if (now > milliseconds_) {
    milliseconds_ = now;
    counter_ = static_cast<std::uint32_t>(random_()) >> 1;  // half the range stays for this millisecond
  } else if (++counter_ == 0) {
    ++milliseconds_;
  }
  return encode(milliseconds_, counter_);
}

}  // namespace mailstop
