#include "image/scale.hpp"

#include <algorithm>
#include <cmath>

namespace mailstop::image {
namespace {

// A part of a picture, up to the right and bottom that are not in it.
struct Box {
  int left, top, right, bottom;
};

// The average colour of the box, which has a pixel at least.
void write_average(const Picture& picture, const Box& box, std::uint8_t* into) {
  std::uint64_t sums[bytes_per_pixel] = {};
  for (int y = box.top; y < box.bottom; ++y) {
    const auto* pixel = picture.at(box.left, y);
    for (int x = box.left; x < box.right; ++x) {
      for (auto& sum : sums) sum += *pixel++;
    }
  }
  const auto count =
      static_cast<std::uint64_t>(box.right - box.left) * static_cast<std::uint64_t>(box.bottom - box.top);
  for (const auto sum : sums) *into++ = static_cast<std::uint8_t>((sum + count / 2) / count);
}

// The `part`-th of `count` parts of equal length begins there.
int border(int begin, int length, int part, int count) {
  return begin + static_cast<int>(static_cast<std::int64_t>(length) * part / count);
}

// `source` is at least as large as `size`, which is put at `left`, `top` of `into`.
void shrink(const Picture& picture, const Box& source, Size size, Picture& into, int left, int top) {
  const int width = source.right - source.left, height = source.bottom - source.top;
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const Box box{border(source.left, width, x, size.width), border(source.top, height, y, size.height),
                    border(source.left, width, x + 1, size.width),
                    border(source.top, height, y + 1, size.height)};
      write_average(picture, box, into.at(left + x, top + y));
    }
  }
}

// The middle of the picture with the proportions of the frame.
Box middle_like(Size frame, Size size) {
  const double ratio = static_cast<double>(frame.width) / frame.height;
  const int width = std::clamp(static_cast<int>(std::lround(size.height * ratio)), frame.width, size.width);
  const int height = std::clamp(static_cast<int>(std::lround(size.width / ratio)), frame.height, size.height);
  const int left = (size.width - width) / 2, top = (size.height - height) / 2;
  return {left, top, left + width, top + height};
}

Size fitted(Size size, Size frame) {
  const double scale = std::min(
      {1.0, static_cast<double>(frame.width) / size.width, static_cast<double>(frame.height) / size.height});
  const auto scaled = [scale](int length) {
    return std::max(1, static_cast<int>(std::lround(length * scale)));
  };
  return {scaled(size.width), scaled(size.height)};
}

}  // namespace

Picture to_frame(const Picture& picture, Size frame) {
  Picture framed(frame);
  const auto size = picture.size;
  if (size.width >= frame.width && size.height >= frame.height) {
    shrink(picture, middle_like(frame, size), frame, framed, 0, 0);
    return framed;
  }
  const auto within = fitted(size, frame);
  shrink(picture, {0, 0, size.width, size.height}, within, framed, (frame.width - within.width) / 2,
         (frame.height - within.height) / 2);
  return framed;
}

}  // namespace mailstop::image
