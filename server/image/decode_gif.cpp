#include <gif_lib.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "image/decoders.hpp"

namespace mailstop::image {
namespace {

struct Close {
  void operator()(GifFileType* file) const { DGifCloseFile(file, nullptr); }
};

// Codes that clear the table take giflib much time and give no pixel: neither the picture's size nor that of
// the file says how long it will be busy.
constexpr std::chrono::milliseconds longest{1500};
constexpr std::size_t most_bytes_for_pixel = 2;  // a code has 12 bits at most
constexpr std::size_t most_bytes_besides = 64 * 1024;

struct Source {
  std::string_view rest;
  std::chrono::steady_clock::time_point end = std::chrono::steady_clock::now() + longest;
};

// A block of the file, 255 bytes at most.
int read_bytes(GifFileType* file, GifByteType* into, int wanted) {
  auto& [rest, end] = *static_cast<Source*>(file->UserData);
  if (std::chrono::steady_clock::now() > end) return 0;
  const auto count = std::min(rest.size(), static_cast<std::size_t>(std::max(wanted, 0)));
  std::copy_n(rest.data(), count, into);
  rest.remove_prefix(count);
  return static_cast<int>(count);
}

std::size_t most_bytes_of(Size size) {
  const auto pixels = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
  return most_bytes_besides + most_bytes_for_pixel * pixels;
}

// The index of the transparent colour when this extension names one, else what was known before.
std::optional<int> read_extension(GifFileType& file, std::optional<int> transparent, bool& is_read) {
  int kind = 0;
  GifByteType* block = nullptr;
  is_read = DGifGetExtension(&file, &kind, &block) == GIF_OK;
  GraphicsControlBlock control{};
  if (is_read && block && kind == GRAPHICS_EXT_FUNC_CODE &&
      DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK) {
    transparent.reset();
    if (control.TransparentColor != NO_TRANSPARENT_COLOR) transparent = control.TransparentColor;
  }
  while (is_read && block) is_read = DGifGetExtensionNext(&file, &block) == GIF_OK;
  return transparent;
}

// Goes to the first picture: true when there is one.
bool find_picture(GifFileType& file, std::optional<int>& transparent) {
  for (bool is_read = true; is_read;) {
    GifRecordType type = UNDEFINED_RECORD_TYPE;
    if (DGifGetRecordType(&file, &type) != GIF_OK) return false;
    if (type == IMAGE_DESC_RECORD_TYPE) return DGifGetImageDesc(&file) == GIF_OK;
    if (type != EXTENSION_RECORD_TYPE) return false;
    transparent = read_extension(file, transparent, is_read);
  }
  return false;
}

// In which order the rows stand in the file.
std::vector<int> order_of_rows(const GifImageDesc& image) {
  struct Pass {
    int first, step;
  };
  constexpr Pass interlaced[] = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};
  std::vector<int> rows;
  if (!image.Interlace) {
    for (int y = 0; y < image.Height; ++y) rows.push_back(y);
    return rows;
  }
  for (const auto& pass : interlaced) {
    for (int y = pass.first; y < image.Height; y += pass.step) rows.push_back(y);
  }
  return rows;
}

// What is beyond the picture's frame or the table of colours is not drawn.
void draw_row(Picture& picture, const GifImageDesc& image, int row, const std::vector<GifPixelType>& indices,
              const ColorMapObject& colours, std::optional<int> transparent) {
  const int y = image.Top + row;
  if (y >= picture.size.height) return;
  const int width = std::min(image.Width, picture.size.width - image.Left);
  for (int x = 0; x < width; ++x) {
    const int index = indices[static_cast<std::size_t>(x)];
    if (index >= colours.ColorCount || index == transparent) continue;
    const auto& colour = colours.Colors[index];
    auto* const pixel = picture.at(image.Left + x, y);
    pixel[0] = colour.Red;
    pixel[1] = colour.Green;
    pixel[2] = colour.Blue;
  }
}

}  // namespace

std::optional<Picture> decode_gif(std::string_view bytes) {
  Source source{bytes};
  const std::unique_ptr<GifFileType, Close> file(DGifOpen(&source, read_bytes, nullptr));
  if (!file) return std::nullopt;
  const Size frame{file->SWidth, file->SHeight};
  std::optional<int> transparent;
  if (!is_decodable(frame) || !find_picture(*file, transparent)) return std::nullopt;
  const auto& image = file->Image;
  const auto* const colours = image.ColorMap ? image.ColorMap : file->SColorMap;
  if (!colours || !is_decodable({image.Width, image.Height})) return std::nullopt;
  source.rest = source.rest.substr(0, most_bytes_of({image.Width, image.Height}));
  Picture picture(frame);
  std::vector<GifPixelType> indices(static_cast<std::size_t>(image.Width));
  for (const int row : order_of_rows(image)) {
    if (DGifGetLine(file.get(), indices.data(), image.Width) != GIF_OK) return std::nullopt;
    draw_row(picture, image, row, indices, *colours, transparent);
  }
  return picture;
}

}  // namespace mailstop::image
