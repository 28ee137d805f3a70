#include "image/thumbnail.hpp"

#include "image/decode_picture.hpp"
#include "image/encode_jpeg.hpp"
#include "image/scale.hpp"

namespace mailstop::image {
namespace {

constexpr int thumbnail_quality = 70;

}  // namespace

std::string make_thumbnail(std::string_view file, Size size) {
  const auto picture = decode_picture(file, size);
  return encode_jpeg(picture ? to_frame(*picture, size) : Picture(size), thumbnail_quality);
}

}  // namespace mailstop::image
