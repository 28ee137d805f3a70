#include "image/encode_jpeg.hpp"

#include <turbojpeg.h>

#include <memory>
#include <stdexcept>

namespace mailstop::image {
namespace {

struct CompressorEnd {
  void operator()(void* compressor) const { tjDestroy(compressor); }
};
struct BufferEnd {
  void operator()(unsigned char* buffer) const { tjFree(buffer); }
};

}  // namespace

std::string encode_jpeg(const Picture& picture, int quality) {
  const std::unique_ptr<void, CompressorEnd> compressor(tjInitCompress());
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  const bool is_done =
      compressor && tjCompress2(compressor.get(), picture.bytes.data(), picture.size.width, 0,
                                picture.size.height, TJPF_RGB, &buffer, &size, TJSAMP_420, quality, 0) == 0;
  const std::unique_ptr<unsigned char, BufferEnd> owner(buffer);
  if (!is_done) throw std::runtime_error(tjGetErrorStr2(compressor.get()));
  return {reinterpret_cast<const char*>(buffer), size};
}

}  // namespace mailstop::image
