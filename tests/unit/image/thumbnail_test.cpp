// Thumbnails: what a file's picture becomes, and what is white instead.
#include "image/thumbnail.hpp"

#include "image/decode_picture.hpp"
#include "image/encode_jpeg.hpp"
#include "made_pictures.hpp"

namespace mailstop::image {
namespace {

constexpr Size small{180, 120};
constexpr int best = 95;

Picture thumbnail_of(const std::string& file) {
  const auto jpeg = make_thumbnail(file, small);
  EXPECT_TRUE(jpeg.starts_with("\xFF\xD8\xFF")) << jpeg.size();
  auto picture = decode_picture(jpeg, small);
  EXPECT_TRUE(picture);
  if (!picture) return Picture(small);
  EXPECT_EQ(picture->size, small);
  return *picture;
}

void expect_four_colours(const Picture& picture, int left, int top, int right, int bottom) {
  const int x = (right - left) / 4, y = (bottom - top) / 4;
  expect_colour(picture, left + x, top + y, red);
  expect_colour(picture, right - x, top + y, green);
  expect_colour(picture, left + x, bottom - y, blue);
  expect_colour(picture, right - x, bottom - y, yellow);
}

void expect_blank(const std::string& file) {
  const auto picture = thumbnail_of(file);
  for (const auto& [x, y] : {std::pair(0, 0), {179, 0}, {0, 119}, {179, 119}, {90, 60}})
    expect_colour(picture, x, y, white);
}

TEST(Thumbnail, ALargePictureFillsItWhateverItsFormat) {
  const auto picture = four_colours({1800, 1200});
  for (const auto& file : {encode_jpeg(picture, best), to_png(picture)})
    expect_four_colours(thumbnail_of(file), 0, 0, 180, 120);
}

TEST(Thumbnail, WhatIsTooMuchAtTwoSidesIsCutOffEvenly) {
  Picture wide({720, 120});
  fill(wide, 0, 0, 720, 120, red);
  fill(wide, 270, 0, 450, 120, green);
  const auto cut = thumbnail_of(to_png(wide));
  for (const int x : {2, 90, 177}) expect_colour(cut, x, 60, green);
  Picture high({180, 480});
  fill(high, 0, 0, 180, 480, red);
  fill(high, 0, 180, 180, 300, green);
  const auto cut_below = thumbnail_of(to_png(high));
  for (const int y : {2, 60, 117}) expect_colour(cut_below, 90, y, green);
}

TEST(Thumbnail, ASmallPictureStandsInTheMiddleOnWhite) {
  const auto picture = thumbnail_of(to_png(four_colours({120, 60})));
  expect_four_colours(picture, 30, 30, 150, 90);
  for (const auto& [x, y] : {std::pair(15, 60), {165, 60}, {90, 15}, {90, 105}})
    expect_colour(picture, x, y, white);
  const auto flat = thumbnail_of(to_png(four_colours({720, 80})));
  expect_four_colours(flat, 0, 50, 180, 70);
  expect_colour(flat, 90, 40, white);
  expect_colour(flat, 90, 80, white);
}

TEST(Thumbnail, WhatIsTransparentIsWhite) {
  std::vector<std::uint8_t> pixels;
  for (int i = 0; i < 40 * 40; ++i) {
    const bool is_left = i % 40 < 20;
    pixels.insert(pixels.end(), {red.red, red.green, red.blue, static_cast<std::uint8_t>(is_left ? 0 : 255)});
  }
  const auto picture = thumbnail_of(write_png({40, 40}, PNG_FORMAT_RGBA, pixels.data()));
  expect_colour(picture, 75, 60, white);
  expect_colour(picture, 105, 60, red);
}

TEST(Thumbnail, TheFirstPictureOfAGifIsDrawnIntoItsFrame) {
  GifMaking making;
  making.frame = {180, 120};
  making.image.Left = 90;
  making.image.Top = 60;
  making.image.Width = 90;
  making.image.Height = 60;
  making.transparent = 3;
  std::vector<GifPixelType> indices;
  for (int i = 0; i < 90 * 60; ++i) indices.push_back(i % 90 < 45 ? 2 : 3);
  const auto picture = thumbnail_of(write_gif(making, indices));
  expect_colour(picture, 40, 30, white);
  expect_colour(picture, 110, 90, blue);
  expect_colour(picture, 160, 90, white);  // transparent
}

TEST(Thumbnail, TheRowsOfAnInterlacedGifComeInTheirPlace) {
  GifMaking making;
  making.frame = {180, 120};
  making.image.Width = 180;
  making.image.Height = 120;
  making.image.Interlace = true;
  std::vector<GifPixelType> indices;
  for (const auto& [first, step] : {std::pair(0, 8), {4, 8}, {2, 4}, {1, 2}}) {
    for (int y = first; y < 120; y += step) indices.insert(indices.end(), 180, y < 60 ? 0 : 1);
  }
  const auto picture = thumbnail_of(write_gif(making, indices));
  for (const int y : {1, 20, 50}) expect_colour(picture, 90, y, red);
  for (const int y : {70, 100, 118}) expect_colour(picture, 90, y, green);
}

TEST(Thumbnail, AGifThatGoesBeyondItsFrameIsCutOff) {
  GifMaking making;
  making.frame = {60, 60};
  making.image.Left = 30;
  making.image.Top = 30;
  making.image.Width = 90;
  making.image.Height = 90;
  const auto gif = write_gif(making, std::vector<GifPixelType>(90 * 90, 1));
  const auto picture = decode_picture(gif, small);
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->size, making.frame);
  expect_colour(*picture, 29, 29, white);
  expect_colour(*picture, 59, 59, green);
}

TEST(Thumbnail, WhatIsNoPictureIsBlank) {
  for (const std::string file : {"", "text", "\xFF\xD8\xFF", "\x89PNG\r\n\x1A\n", "GIF89a", "<svg/>"})
    expect_blank(file);
}

TEST(Thumbnail, ADamagedPictureIsBlank) {
  GifMaking making;
  making.frame = {200, 200};
  making.image.Width = making.image.Height = 200;
  const auto picture = four_colours({400, 300});
  for (const auto& file : {encode_jpeg(picture, best), to_png(picture),
                           write_gif(making, std::vector<GifPixelType>(200 * 200, 0))}) {
    EXPECT_TRUE(decode_picture(file, small));
    expect_blank(file.substr(0, file.size() / 2));
  }
}

// Puts another width and height (of `Bytes` big-endian bytes each) at a place of the file.
std::string with_size(std::string file, std::size_t at, int bytes,
                      const std::vector<std::uint32_t>& numbers) {
  for (const auto number : numbers) {
    for (int i = bytes - 1; i >= 0; --i) file[at++] = static_cast<char>(number >> (8 * i));
  }
  return file;
}

TEST(Thumbnail, WhatSaysToBeTooLargeIsNotDecoded) {
  const auto picture = four_colours({400, 300});
  auto jpeg = encode_jpeg(picture, best);
  const auto frame = jpeg.find("\xFF\xC0");
  ASSERT_NE(frame, std::string::npos);
  expect_blank(with_size(jpeg, frame + 5, 2, {65'000, 65'000}));
  expect_blank(with_size(to_png(picture), 16, 4, {1'000'000, 1'000'000}));
  GifMaking making;
  making.frame = {65'000, 65'000};
  making.image.Width = making.image.Height = 10;
  expect_blank(write_gif(making, std::vector<GifPixelType>(100, 0)));
}

TEST(Thumbnail, AGifThatOnlyKeepsTheDecoderBusyIsNotReadToItsEnd) {
  const auto picture = decode_picture(gif_of_clear_codes(1000), small);
  ASSERT_TRUE(picture);
  expect_colour(*picture, 0, 0, white);
  EXPECT_FALSE(decode_picture(gif_of_clear_codes(1'000'000), small));
}

TEST(Thumbnail, AJpegOfEndlessScansIsNotDecoded) {
  auto jpeg = encode_jpeg(four_colours({4000, 3000}), 50);
  const auto start = jpeg.find("\xFF\xDA");
  ASSERT_NE(start, std::string::npos);
  EXPECT_TRUE(decode_picture(jpeg, small));
  for (int i = 0; i < 50; ++i) jpeg.insert(start, "\xFF\xDA");
  EXPECT_FALSE(decode_picture(jpeg, small));
}

TEST(Thumbnail, ALargeJpegIsDecodedNoLargerThanIsNeeded) {
  const auto jpeg = encode_jpeg(four_colours({4000, 3000}), 50);
  const auto picture = decode_picture(jpeg, small);
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->size, (Size{500, 375}));
}

}  // namespace
}  // namespace mailstop::image
