// A white picture: what Mailpit gives as the thumbnail of a file that is no picture.
#pragma once
#include <string>

namespace mailstop::api::compat::mailpit {

// Width and height in pixels, at most 65,535.
std::string blank_jpeg(int width, int height);

}  // namespace mailstop::api::compat::mailpit
