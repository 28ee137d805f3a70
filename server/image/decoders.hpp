// The decoders behind decode_picture(), one a format. Each gives none for what is damaged or too large.
#pragma once
#include <optional>
#include <string_view>

#include "image/picture.hpp"

namespace mailstop::image {

std::optional<Picture> decode_jpeg(std::string_view bytes, Size enough);
std::optional<Picture> decode_png(std::string_view bytes);
std::optional<Picture> decode_gif(std::string_view bytes);

// Neither empty nor more than `most_pixels`.
bool is_decodable(Size size);

}  // namespace mailstop::image
