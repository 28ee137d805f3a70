#include "protocol/line/input.hpp"

namespace mailstop::line {

void Input::append(std::string_view bytes) {
  buffer_.erase(0, begin_);
  begin_ = 0;
  buffer_.append(bytes);
}

Line Input::take_line(std::size_t limit) {
  const auto pending = bytes();
  const auto line_feed = pending.find('\n', scanned_);
  if (line_feed == std::string_view::npos) {
    scanned_ = pending.size();
    if (scanned_ >= limit) dropping_ = true;
    if (dropping_) clear();
    return {};
  }
  const auto octets = line_feed + 1;
  consume(octets);
  scanned_ = 0;
  const bool too_long = dropping_ || octets > limit;
  dropping_ = false;
  if (too_long) return {LineStatus::too_long, {}, octets};
  auto text = pending.substr(0, line_feed);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return {LineStatus::complete, text, octets};
}

void Input::clear() {
  buffer_.clear();
  begin_ = 0;
  scanned_ = 0;
}

}  // namespace mailstop::line
