// Raw messages as they are kept: zstd where it saves something, else as received. One Compressor or
// Decompressor a thread: their contexts are costly to make.
#pragma once
#include <memory>
#include <string>
#include <string_view>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace mailstop::store::sqlite {

enum class Encoding : int { plain = 0, zstd = 1 };

struct Packed {
  Encoding encoding = Encoding::plain;
  std::string_view bytes;  // of the caller's text or the Compressor's buffer, until its next use
};

class Compressor {
 public:
  Compressor();

  Packed pack(std::string_view bytes);

 private:
  std::unique_ptr<ZSTD_CCtx_s, size_t (*)(ZSTD_CCtx_s*)> context_;
  std::string buffer_;
};

class Decompressor {
 public:
  Decompressor();

  // False when the bytes are damaged.
  bool unpack(const Packed& packed, std::string& bytes);
  // Only as much as the header block needs.
  bool unpack_headers(const Packed& packed, std::string& headers);

 private:
  std::unique_ptr<ZSTD_DCtx_s, size_t (*)(ZSTD_DCtx_s*)> context_;
};

}  // namespace mailstop::store::sqlite
