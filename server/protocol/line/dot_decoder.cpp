#include "protocol/line/dot_decoder.hpp"

#include <algorithm>
#include <cstring>

namespace mailstop::line {

void DotDecoder::reserve(std::size_t bytes) {
  body_.reserve(std::min(bytes, limits_.message));
}

std::size_t DotDecoder::feed(std::string_view bytes) {
  std::size_t used = 0;
  while (used < bytes.size() && !done()) {
    used += place_ == Place::text ? feed_text(bytes.substr(used)) : feed_edge(bytes[used]);
  }
  return used;
}

// The fast path. `bytes` continue a line and no CR is pending: copies in one block up to the next CRLF that a
// dot follows, or all of them.
std::size_t DotDecoder::feed_text(std::string_view bytes) {
  const char* const begin = bytes.data();
  const char* const end = begin + bytes.size();
  const char* line = begin;
  while (const void* found = std::memchr(line, '\n', static_cast<std::size_t>(end - line))) {
    const char* const line_feed = static_cast<const char*>(found);
    const char* const next = line_feed + 1;
    const bool at_true_line_start = line_feed != begin && line_feed[-1] == '\r';
    grow_line(static_cast<std::size_t>(line_feed - line) - (at_true_line_start ? 1 : 0));
    line_length_ = 0;
    if (at_true_line_start && (next == end || *next == '.')) {
      place_ = Place::line_start;
      const auto length = static_cast<std::size_t>(next - begin);
      append(bytes.substr(0, length));
      return length;
    }
    line = next;
    if (line == end) break;
  }
  if (end[-1] == '\r') place_ = Place::cr;
  grow_line(static_cast<std::size_t>(end - line) - (place_ == Place::cr ? 1 : 0));
  append(bytes);
  return bytes.size();
}

// One step where a dot or the end of the data may be: gives 1 when the byte was used, 0 when it is text.
std::size_t DotDecoder::feed_edge(char byte) {
  const auto before = place_;
  place_ = Place::text;
  switch (before) {
    case Place::line_start:
      if (byte != '.') return 0;
      place_ = Place::dot;
      return 1;
    case Place::dot:
      if (byte != '\r') return 0;
      place_ = Place::dot_cr;
      return 1;
    case Place::dot_cr:
      if (byte != '\n') {
        append("\r");
        grow_line(1);
        return 0;
      }
      place_ = Place::end;
      return 1;
    case Place::cr:
      if (byte != '\n') {
        grow_line(1);
        return 0;
      }
      append("\n");
      line_length_ = 0;
      place_ = Place::line_start;
      return 1;
    default:
      return 0;
  }
}

void DotDecoder::append(std::string_view bytes) {
  size_ += bytes.size();
  if (fault_ != DataFault::none) return;
  if (size_ > limits_.message) return fail(DataFault::message_too_large);
  body_.append(bytes);
}

void DotDecoder::grow_line(std::size_t bytes) {
  line_length_ += bytes;
  if (line_length_ > limits_.line) fail(DataFault::line_too_long);
}

void DotDecoder::fail(DataFault fault) {
  if (fault_ == DataFault::none) fault_ = fault;
  std::string().swap(body_);
}

}  // namespace mailstop::line
