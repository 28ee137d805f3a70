#include "api/compat/mailpit/blank_jpeg.hpp"

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace mailstop::api::compat::mailpit {
namespace {

using namespace std::string_view_literals;

// A segment of ITU-T T.81: its marker, its length with the two bytes of the length, its content.
void add_segment(std::string& jpeg, std::uint8_t marker, std::string_view content) {
  const auto length = content.size() + 2;
  jpeg += '\xFF';
  jpeg += static_cast<char>(marker);
  jpeg += static_cast<char>(length >> 8);
  jpeg += static_cast<char>(length & 0xFF);
  jpeg += content;
}

std::string frame_of(int width, int height) {
  std::string frame("\x08", 1);  // bits a sample
  for (const int number : {height, width}) {
    frame += static_cast<char>(number >> 8);
    frame += static_cast<char>(number & 0xFF);
  }
  return frame.append("\x01\x01\x11\x00"sv);  // one component, grey, 1x1, quantization table 0
}

// A Huffman table (T.81 section B.2.4.2) whose symbols all have codes of `length` bits.
std::string huffman_table(char identifier, std::size_t length, std::string_view symbols) {
  std::string table(1, identifier);
  std::string counts(16, '\0');
  counts[length - 1] = static_cast<char>(symbols.size());
  return table.append(counts).append(symbols);
}

class BitWriter {
 public:
  void put(unsigned bits, int count) {
    for (int i = count - 1; i >= 0; --i) {
      byte_ = byte_ << 1 | (bits >> i & 1);
      if (++filled_ == 8) flush();
    }
  }
  std::string take() {
    while (filled_ != 0) put(1, 1);
    return std::move(bytes_);
  }

 private:
  // T.81 section B.1.1.5: a byte FF is followed by a zero.
  void flush() {
    bytes_ += static_cast<char>(byte_);
    if (byte_ == 0xFF) bytes_ += '\0';
    byte_ = 0;
    filled_ = 0;
  }

  std::string bytes_;
  unsigned byte_ = 0;
  int filled_ = 0;
};

// Each block of 8x8 is white: the first says by how much it differs from grey, the others that they do not
// differ.
std::string blocks(int width, int height) {
  constexpr unsigned no_difference = 0, seven_bits = 1, end_of_block = 0;
  constexpr unsigned white = 127;  // (255 - 128) * 8, divided by the quantization of 8
  BitWriter bits;
  const int count = ((width + 7) / 8) * ((height + 7) / 8);
  for (int i = 0; i < count; ++i) {
    bits.put(i == 0 ? seven_bits : no_difference, 2);
    if (i == 0) bits.put(white, 7);
    bits.put(end_of_block, 2);
  }
  return bits.take();
}

}  // namespace

std::string blank_jpeg(int width, int height) {
  std::string jpeg("\xFF\xD8", 2);
  add_segment(jpeg, 0xE0, "JFIF\0\x01\x01\0\0\x01\0\x01\0\0"sv);
  add_segment(jpeg, 0xDB, std::string(1, '\0') + std::string(64, '\x08'));
  add_segment(jpeg, 0xC0, frame_of(width, height));
  add_segment(jpeg, 0xC4, huffman_table('\x00', 2, "\0\x07"sv));
  add_segment(jpeg, 0xC4, huffman_table('\x10', 2, "\0"sv));
  add_segment(jpeg, 0xDA, "\x01\x01\0\0\x3F\0"sv);
  return jpeg + blocks(width, height) + "\xFF\xD9";
}

}  // namespace mailstop::api::compat::mailpit
