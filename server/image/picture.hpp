// A picture in memory: red, green and blue, one byte each, row after row from the top. A value.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mailstop::image {

// In pixels.
struct Size {
  int width = 0;
  int height = 0;

  bool operator==(const Size&) const = default;
};

constexpr std::size_t bytes_per_pixel = 3;

struct Picture {
  // White.
  explicit Picture(Size of) : size(of), bytes(row_size() * static_cast<std::size_t>(of.height), 0xFF) {}

  std::size_t row_size() const { return static_cast<std::size_t>(size.width) * bytes_per_pixel; }
  std::uint8_t* at(int x, int y) { return bytes.data() + offset(x, y); }
  const std::uint8_t* at(int x, int y) const { return bytes.data() + offset(x, y); }

  Size size;
  std::vector<std::uint8_t> bytes;

 private:
  std::size_t offset(int x, int y) const {
    return static_cast<std::size_t>(y) * row_size() + static_cast<std::size_t>(x) * bytes_per_pixel;
  }
};

}  // namespace mailstop::image
