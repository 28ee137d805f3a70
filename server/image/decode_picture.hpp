// Reads a JPEG, a PNG or the first picture of a GIF, whoever made it. What it may take is looked at before
// anything is decoded: at most some 150 MB and two seconds, on a thread that has so much time.
#pragma once
#include <optional>
#include <string_view>

#include "image/picture.hpp"

namespace mailstop::image {

constexpr std::int64_t most_pixels = 20'000'000;

// Transparent parts are white. A JPEG may come out smaller than it is, but not smaller than `enough`. None
// for any other format, for what is damaged, and for more than `most_pixels`.
std::optional<Picture> decode_picture(std::string_view bytes, Size enough);

}  // namespace mailstop::image
