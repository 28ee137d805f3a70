// A small JPEG of any file: of the picture in it, or white when it is no picture that can be read. Takes what
// decode_picture() takes: not for a network thread.
#pragma once
#include <string>
#include <string_view>

#include "image/picture.hpp"

namespace mailstop::image {

// Of exactly that size (see to_frame()).
std::string make_thumbnail(std::string_view file, Size size);

}  // namespace mailstop::image
