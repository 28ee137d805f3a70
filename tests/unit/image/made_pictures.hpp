// Pictures to decode, made by the libraries themselves.
#pragma once
#include <gif_lib.h>
#include <gtest/gtest.h>
#include <png.h>

#include <string>
#include <vector>

#include "image/picture.hpp"

namespace mailstop::image {

struct Colour {
  std::uint8_t red, green, blue;
};

constexpr Colour red{220, 20, 20}, green{20, 200, 40}, blue{20, 40, 220}, yellow{240, 220, 20},
    white{255, 255, 255};

inline void fill(Picture& picture, int left, int top, int right, int bottom, Colour colour) {
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) {
      auto* const pixel = picture.at(x, y);
      pixel[0] = colour.red;
      pixel[1] = colour.green;
      pixel[2] = colour.blue;
    }
  }
}

// Red and green above blue and yellow.
inline Picture four_colours(Size size) {
  Picture picture(size);
  const int x = size.width / 2, y = size.height / 2;
  fill(picture, 0, 0, x, y, red);
  fill(picture, x, 0, size.width, y, green);
  fill(picture, 0, y, x, size.height, blue);
  fill(picture, x, y, size.width, size.height, yellow);
  return picture;
}

inline std::string write_png(Size size, std::uint32_t format, const void* pixels) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(size.width);
  image.height = static_cast<png_uint_32>(size.height);
  image.format = format;
  png_alloc_size_t length = 0;
  EXPECT_TRUE(png_image_write_to_memory(&image, nullptr, &length, 0, pixels, 0, nullptr));
  std::string png(length, '\0');
  EXPECT_TRUE(png_image_write_to_memory(&image, png.data(), &length, 0, pixels, 0, nullptr));
  png.resize(length);
  return png;
}

inline std::string to_png(const Picture& picture) {
  return write_png(picture.size, PNG_FORMAT_RGB, picture.bytes.data());
}

// What a GIF says of its one picture.
struct GifMaking {
  Size frame;
  GifImageDesc image{};  // without a map of its own
  int transparent = NO_TRANSPARENT_COLOR;
};

inline int keep_bytes(GifFileType* file, const GifByteType* bytes, int count) {
  static_cast<std::string*>(file->UserData)
      ->append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
  return count;
}

// `indices` of the colours red, green, blue, yellow; the rows in the order in which they stand in the file.
inline std::string write_gif(const GifMaking& making, std::vector<GifPixelType> indices) {
  std::string gif;
  auto* const file = EGifOpen(&gif, keep_bytes, nullptr);
  EGifSetGifVersion(file, true);
  GifColorType colours[4];
  int index = 0;
  for (const auto& colour : {red, green, blue, yellow}) {
    colours[index++] = {colour.red, colour.green, colour.blue};
  }
  auto* const map = GifMakeMapObject(4, colours);
  EXPECT_EQ(EGifPutScreenDesc(file, making.frame.width, making.frame.height, 2, 0, map), GIF_OK);
  GraphicsControlBlock control{};
  control.TransparentColor = making.transparent;
  GifByteType block[4];
  EGifGCBToExtension(&control, block);
  EXPECT_EQ(EGifPutExtension(file, GRAPHICS_EXT_FUNC_CODE, sizeof block, block), GIF_OK);
  const auto& image = making.image;
  EXPECT_EQ(
      EGifPutImageDesc(file, image.Left, image.Top, image.Width, image.Height, image.Interlace, nullptr),
      GIF_OK);
  for (int y = 0; y < image.Height; ++y)
    EXPECT_EQ(EGifPutLine(file, indices.data() + y * image.Width, image.Width), GIF_OK);
  EXPECT_EQ(EGifCloseFile(file, nullptr), GIF_OK);
  GifFreeMapObject(map);
  return gif;
}

// A lossy format keeps a colour only nearly.
inline void expect_colour(const Picture& picture, int x, int y, Colour colour) {
  constexpr int tolerance = 16;
  const auto* const pixel = picture.at(x, y);
  EXPECT_NEAR(pixel[0], colour.red, tolerance) << x << ' ' << y;
  EXPECT_NEAR(pixel[1], colour.green, tolerance) << x << ' ' << y;
  EXPECT_NEAR(pixel[2], colour.blue, tolerance) << x << ' ' << y;
}

// One white pixel behind so many codes that clear the decoder's table and say nothing.
inline std::string gif_of_clear_codes(std::size_t count) {
  constexpr unsigned clear = 4, pixel = 0, end = 5, bits = 3;
  std::string codes;
  unsigned waiting = 0, held = 0;
  const auto put = [&](unsigned code) {
    held |= code << waiting;
    for (waiting += bits; waiting >= 8; waiting -= 8, held >>= 8) codes.push_back(static_cast<char>(held));
  };
  while (count-- > 0) put(clear);
  for (const unsigned code : {clear, pixel, end}) put(code);
  codes.push_back(static_cast<char>(held));
  std::string gif("GIF89a\1\0\1\0\x80\0\0\xFF\xFF\xFF\0\0\0,\0\0\0\0\1\0\1\0\0\2", 30);
  for (std::size_t at = 0; at < codes.size(); at += 255) {
    const auto block = codes.substr(at, 255);
    gif += static_cast<char>(block.size()) + block;
  }
  return gif + std::string("\0;", 2);
}

}  // namespace mailstop::image
