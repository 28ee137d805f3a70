// Makes pictures smaller, never larger. Any thread.
#pragma once
#include "image/picture.hpp"

namespace mailstop::image {

// Exactly of that size: what is at least as large both ways fills it and is cut off evenly at two sides; what
// is not stands in its middle, on white.
Picture to_frame(const Picture& picture, Size frame);

}  // namespace mailstop::image
