// The body of a DATA command: finds its end and undoes dot-stuffing (RFC 5321 section 4.5.2).
// Only CRLF starts a line and only CRLF.CRLF ends the data; bare CR and bare LF are kept as bytes like any
// other, so nothing can be smuggled past the end. Beyond a limit the body is dropped and the rest drained in
// constant memory.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace mailstop::line {

struct DataLimits {
  std::size_t message = 0;  // decoded bytes
  std::size_t line = 0;     // bytes between two LF, without the CR of a CRLF
};

enum class DataFault { none, message_too_large, line_too_long, given_up };

class DotDecoder {
 public:
  explicit DotDecoder(DataLimits limits) : limits_(limits) {}

  void reserve(std::size_t bytes);

  // Gives how many bytes belong to the data: all of them until done().
  std::size_t feed(std::string_view bytes);

  bool done() const { return place_ == Place::end; }
  DataFault fault() const { return fault_; }
  std::size_t size() const { return size_; }  // decoded bytes that came, kept or not
  // What was decoded since the last call.
  std::string take_body() { return std::exchange(body_, {}); }
  std::size_t held() const { return body_.size(); }
  // What is still to come is dropped.
  void give_up() { fail(DataFault::given_up); }

 private:
  enum class Place { line_start, dot, dot_cr, text, cr, end };

  std::size_t feed_text(std::string_view bytes);
  std::size_t feed_edge(char byte);
  void append(std::string_view bytes);
  void grow_line(std::size_t bytes);
  void fail(DataFault fault);

  DataLimits limits_;
  Place place_ = Place::line_start;
  DataFault fault_ = DataFault::none;
  std::size_t line_length_ = 0;
  std::size_t size_ = 0;
  std::string body_;
};

}  // namespace mailstop::line
