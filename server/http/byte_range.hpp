// The Range header of RFC 9110 section 14.2, one range of bytes.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace mailstop::http {

struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;  // inclusive

  bool operator==(const ByteRange&) const = default;
};

enum class RangeRefusal {
  ignored,        // malformed, of another unit, or several ranges: answer the whole
  unsatisfiable,  // 416
};

std::variant<ByteRange, RangeRefusal> parse_byte_range(std::string_view header, std::uint64_t size);

}  // namespace mailstop::http
