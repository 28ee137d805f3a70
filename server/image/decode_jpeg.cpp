#include <turbojpeg.h>

#include <algorithm>
#include <memory>

#include "image/decode_picture.hpp"
#include "image/decoders.hpp"

namespace mailstop::image {
namespace {

struct Destroy {
  void operator()(void* decompressor) const { tjDestroy(decompressor); }
};

// A progressive JPEG goes over all of its pixels once a scan, and an empty scan takes a dozen bytes: some
// pictures are made to take minutes. Cameras write some ten scans.
bool has_too_many_scans(std::string_view bytes, Size size) {
  constexpr std::string_view start_of_scan = "\xFF\xDA";
  constexpr std::int64_t most_work = 20 * most_pixels;
  std::int64_t scans = 0;
  for (auto at = bytes.find(start_of_scan); at != std::string_view::npos;
       at = bytes.find(start_of_scan, at + start_of_scan.size()))
    ++scans;
  return scans * size.width * size.height > most_work;
}

// The smallest that the decoder can make of it which is still enough.
Size decoded_size(Size size, Size enough) {
  int count = 0;
  const auto* const factors = tjGetScalingFactors(&count);
  Size best = size;
  for (int i = 0; i < count; ++i) {
    const Size scaled{TJSCALED(size.width, factors[i]), TJSCALED(size.height, factors[i])};
    const bool is_enough = scaled.width >= std::min(enough.width, size.width) &&
                           scaled.height >= std::min(enough.height, size.height);
    if (is_enough && scaled.width < best.width) best = scaled;
  }
  return best;
}

}  // namespace

// TurboJPEG returns from its errors, so that none of libjpeg's jumps goes through this code.
std::optional<Picture> decode_jpeg(std::string_view bytes, Size enough) {
  const std::unique_ptr<void, Destroy> decompressor(tjInitDecompress());
  if (!decompressor) return std::nullopt;
  const auto* const data = reinterpret_cast<const unsigned char*>(bytes.data());
  Size size;
  int subsampling = 0, colours = 0;
  if (tjDecompressHeader3(decompressor.get(), data, bytes.size(), &size.width, &size.height, &subsampling,
                          &colours) != 0)
    return std::nullopt;
  if (!is_decodable(size) || has_too_many_scans(bytes, size)) return std::nullopt;
  Picture picture(decoded_size(size, enough));
  constexpr int for_strangers = TJFLAG_LIMITSCANS | TJFLAG_STOPONWARNING;
  if (tjDecompress2(decompressor.get(), data, bytes.size(), picture.bytes.data(), picture.size.width, 0,
                    picture.size.height, TJPF_RGB, for_strangers) != 0)
    return std::nullopt;
  return picture;
}

}  // namespace mailstop::image
