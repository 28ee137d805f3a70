// Base64 as mail has it (RFC 2045 section 6.8): line breaks anywhere, and whatever else is wrong is passed
// over, but told. GMime's decoder tells nothing and drops a last group that is cut off.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mailstop::mail {

class Base64Decoder {
 public:
  // Room that `decode` needs for a piece of that size.
  static std::size_t room_for(std::size_t size) { return size / 4 * 3 + 6; }

  // Writes what `text`, the next piece, decodes to and returns how much that is.
  std::size_t decode(std::string_view text, char* out);
  // After the last piece: what a cut off group still holds, at most 2 bytes.
  std::size_t finish(char* out);

  bool is_clean() const { return is_clean_; }

 private:
  char* take(char c, char* out);
  char* flush(char* out);

  std::uint32_t bits_ = 0;
  int digits_ = 0;         // of the group so far
  int padding_due_ = 0;    // '=' that must still come
  bool is_ended_ = false;  // by padding
  bool is_clean_ = true;
};

std::string decode_base64(std::string_view text);

}  // namespace mailstop::mail
