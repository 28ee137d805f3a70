// Writes a picture as a JPEG (JFIF, baseline, 4:2:0). Any thread.
#pragma once
#include <string>

#include "image/picture.hpp"

namespace mailstop::image {

// `quality` from 1 to 100.
std::string encode_jpeg(const Picture& picture, int quality);

}  // namespace mailstop::image
