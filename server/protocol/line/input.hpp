// Bytes received and not yet used, cut into lines for commands or taken as they are for data and chunks.
// Owned by a session; holds no more than one received block and one line of the limit asked for.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace mailstop::line {

enum class LineStatus {
  incomplete,  // its end has not come
  complete,
  too_long,  // it had more octets than the limit; all of it was dropped
};

struct Line {
  LineStatus status = LineStatus::incomplete;
  std::string_view text;   // without its end; valid until the next append()
  std::size_t octets = 0;  // with its end
};

class Input {
 public:
  void append(std::string_view bytes);

  // A line ends in LF; a CR before it belongs to the end. `limit` counts octets with the end.
  Line take_line(std::size_t limit);

  std::string_view bytes() const { return std::string_view(buffer_).substr(begin_); }
  bool empty() const { return begin_ == buffer_.size(); }
  void consume(std::size_t count) { begin_ += count; }
  void clear();

 private:
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t scanned_ = 0;  // bytes after begin_ known to hold no LF
  bool dropping_ = false;    // inside a line that was too long
};

}  // namespace mailstop::line
