#include <png.h>

#include <memory>

#include "image/decoders.hpp"

namespace mailstop::image {
namespace {

struct Free {
  void operator()(png_image* image) const { png_image_free(image); }
};

}  // namespace

// libpng's simplified API: it returns from its errors, takes no chunk that says nothing about the pixels, and
// knows every kind of PNG.
std::optional<Picture> decode_png(std::string_view bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, Free> owner(&image);
  if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size())) return std::nullopt;
  const Size size{static_cast<int>(image.width), static_cast<int>(image.height)};
  if (!is_decodable(size)) return std::nullopt;
  Picture picture(size);
  image.format = PNG_FORMAT_RGB;
  const png_color white{0xFF, 0xFF, 0xFF};
  if (!png_image_finish_read(&image, &white, picture.bytes.data(), 0, nullptr)) return std::nullopt;
  return picture;
}

}  // namespace mailstop::image
