// The multipart boundaries that are open at a place of a message, and the search for their delimiter lines
// (RFC 2046 section 5.1.1). An outer boundary ends the parts inside it, too.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mailstop::mail {

struct Delimiter {
  std::size_t depth =
      0;  // how many boundaries were open up to its own, 1 is the outermost; 0: end of the message
  bool closing = false;  // --boundary--
  std::size_t content_end =
      0;                 // where what stands before it ends: the line break in front is the delimiter's own
  std::size_t next = 0;  // begin of the line after it
};

class Boundaries {
 public:
  explicit Boundaries(std::string_view raw) : raw_(raw) {}

  void open(std::string boundary) { open_.push_back(std::move(boundary)); }
  void close() { open_.pop_back(); }
  std::size_t depth() const { return open_.size(); }

  // The delimiter line that begins at `line`, if there is one; content before it began at `content`.
  std::optional<Delimiter> match(std::size_t content, std::size_t line) const;
  // The first delimiter line at or after `content`, which begins a line; the end of the message when there is
  // none.
  Delimiter find(std::size_t content) const;

 private:
  std::string_view raw_;
  std::vector<std::string> open_;
};

}  // namespace mailstop::mail
