// Mail in one file, the mbox format (RFC 4155) in its reversible kind, mboxrd: before each message a line
// "From sender date", behind it a blank line, and a line of the message that begins with any number of ">"
// and "From " has one ">" more in the file. Both directions work piece by piece and hold one message at most.
// Pure.
//
// What comes back is what went in, byte for byte, except that a message without a line end at its end has one
// then. docs/mail-files.md says it for users.
#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace mailstop::mail {

// Whether a line, without its end, is one that stands before a message: "From ", and somewhere behind it a
// time and a year.
bool is_mbox_from_line(std::string_view line);

//   MboxWriter mbox;
//   mbox.begin(sender, time);  mbox.append(bytes);  mbox.end();  send(mbox.take());
class MboxWriter {
 public:
  // `sender` is that of the envelope, "" for the null sender.
  void begin(std::string_view sender, Timestamp received_at);
  void append(std::string_view bytes);
  void end();

  // What was not taken yet.
  std::size_t size() const { return output_.size(); }
  std::string take();

 private:
  std::string output_;
  std::size_t matched_ = 0;  // bytes of "From " that wait for the rest of it
  bool is_prefix_ = true;    // the line has had nothing but ">" and those bytes
  bool is_empty_ = true;
  bool ends_line_ = false;
};

struct MboxMessage {
  std::string raw;
  bool is_too_large = false;  // then raw is empty
};

//   MboxReader mbox(largest);
//   for each piece of the file { mbox.append(piece);  while (auto message = mbox.take()) use(*message); }
//   mbox.finish();  while (auto message = mbox.take()) use(*message);
class MboxReader {
 public:
  // A message of more bytes is skipped.
  explicit MboxReader(std::size_t largest_message) : largest_(largest_message) {}

  void append(std::string_view bytes);
  void finish();
  std::optional<MboxMessage> take();

 private:
  enum class Place { prefix, from_line, line };

  std::size_t read_prefix(std::string_view bytes);
  std::size_t read_from_line(std::string_view bytes);
  std::size_t read_line(std::string_view bytes);
  void keep(std::string_view bytes);
  void keep_prefix();
  void end_line();
  void end_message();

  const std::size_t largest_;
  std::deque<MboxMessage> messages_;
  MboxMessage message_;
  std::string from_line_;
  Place place_ = Place::prefix;
  std::size_t matched_ = 0;      // bytes of "From " at the beginning of this line
  bool has_quote_ = false;       // a ">" before them that may be one of ours
  std::uint64_t line_size_ = 0;  // bytes of this line that were kept
  bool begins_with_cr_ = false;
  std::size_t blank_size_ = 0;  // bytes of the line before when that was blank
  bool may_begin_ = true;       // a message: at the beginning of the file and behind a blank line
  bool has_begun_ = false;      // there was a "From " line
};

}  // namespace mailstop::mail
