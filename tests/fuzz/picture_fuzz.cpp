// Pictures of strangers: none crashes the decoders, none becomes larger than is allowed, and every file has a
// thumbnail that can be read.
#include <cstdint>

#include "image/decode_picture.hpp"
#include "image/thumbnail.hpp"
#include "property.hpp"

namespace {

constexpr mailstop::image::Size frame{180, 120};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace image = mailstop::image;
  using mailstop::fuzz::require;
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  if (const auto picture = image::decode_picture(file, frame)) {
    const auto pixels = static_cast<std::int64_t>(picture->size.width) * picture->size.height;
    require(pixels > 0 && pixels <= image::most_pixels, "a picture has some pixels, and not too many");
    require(picture->bytes.size() == static_cast<std::size_t>(pixels) * image::bytes_per_pixel,
            "a picture has the bytes of its pixels");
  }
  const auto thumbnail = image::decode_picture(image::make_thumbnail(file, frame), frame);
  require(thumbnail && thumbnail->size == frame, "every file has a thumbnail of the size asked for");
  return 0;
}
