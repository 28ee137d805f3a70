#include "image/decode_picture.hpp"

#include "image/decoders.hpp"

namespace mailstop::image {

bool is_decodable(Size size) {
  return size.width > 0 && size.height > 0 &&
         static_cast<std::int64_t>(size.width) * size.height <= most_pixels;
}

std::optional<Picture> decode_picture(std::string_view bytes, Size enough) {
  if (bytes.starts_with("\xFF\xD8\xFF")) return decode_jpeg(bytes, enough);
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return decode_png(bytes);
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return decode_gif(bytes);
  return std::nullopt;
}

}  // namespace mailstop::image
