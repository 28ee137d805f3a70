#include "store/sqlite/compression.hpp"

#include <zstd.h>

#include <algorithm>

namespace mailstop::store::sqlite {
namespace {

constexpr int level = 1;
constexpr size_t worth_trying = 512;      // bytes below which the frame eats what is saved
constexpr size_t kept_buffer = 1 << 20;   // what a larger message needed is given back with the next one
constexpr size_t first_piece = 16 << 10;  // of a header block; most fit

// What a block of zstd, which has four bytes at least, unpacks to at most.
constexpr unsigned long long largest_block = 128 << 10;

// Saving less than an eighth is not worth unpacking at each read.
bool is_worth_keeping(size_t packed, size_t plain) {
  return packed + plain / 8 < plain;
}

bool has_header_end(std::string_view text) {
  return text.starts_with("\n") || text.starts_with("\r\n") || text.find("\n\n") != std::string_view::npos ||
         text.find("\n\r\n") != std::string_view::npos;
}

}  // namespace

Compressor::Compressor() : context_(ZSTD_createCCtx(), ZSTD_freeCCtx) {
  ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level);
}

Packed Compressor::pack(std::string_view bytes) {
  if (buffer_.size() > kept_buffer) {
    buffer_.clear();
    buffer_.shrink_to_fit();
  }
  if (bytes.size() < worth_trying) return {Encoding::plain, bytes};
  const size_t bound = ZSTD_compressBound(bytes.size());
  if (buffer_.size() < bound) buffer_.resize(bound);
  const size_t size =
      ZSTD_compress2(context_.get(), buffer_.data(), buffer_.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) || !is_worth_keeping(size, bytes.size())) return {Encoding::plain, bytes};
  return {Encoding::zstd, std::string_view(buffer_).substr(0, size)};
}

Decompressor::Decompressor() : context_(ZSTD_createDCtx(), ZSTD_freeDCtx) {}

bool Decompressor::unpack(const Packed& packed, std::string& bytes) {
  if (packed.encoding == Encoding::plain) {
    bytes = packed.bytes;
    return true;
  }
  const auto size = ZSTD_getFrameContentSize(packed.bytes.data(), packed.bytes.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) return false;
  // A damaged length would take all the memory there is.
  if (size > (packed.bytes.size() / 4 + 1) * largest_block) return false;
  bytes.resize(size);
  const size_t done =
      ZSTD_decompressDCtx(context_.get(), bytes.data(), size, packed.bytes.data(), packed.bytes.size());
  return !ZSTD_isError(done) && done == size;
}

bool Decompressor::unpack_headers(const Packed& packed, std::string& headers) {
  if (packed.encoding == Encoding::plain) return unpack(packed, headers);
  ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
  ZSTD_inBuffer in{packed.bytes.data(), packed.bytes.size(), 0};
  ZSTD_outBuffer out{nullptr, 0, 0};
  for (size_t left = 1; left != 0 && !has_header_end({headers.data(), out.pos});) {
    headers.resize(out.pos + std::max(first_piece, out.pos));
    out = {headers.data(), headers.size(), out.pos};
    const size_t before = out.pos;
    left = ZSTD_decompressStream(context_.get(), &out, &in);
    if (ZSTD_isError(left) || (out.pos == before && in.pos == in.size)) return false;
  }
  headers.resize(out.pos);
  return true;
}

}  // namespace mailstop::store::sqlite
