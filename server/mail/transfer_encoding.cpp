#include "mail/transfer_encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "mail/base64_decoder.hpp"
#include "mail/gmime.hpp"
#include "mail/uudecode.hpp"

namespace mailstop::mail {
namespace {

constexpr std::size_t piece_size = 32 * 1024;

enum class Encoding { identity, base64, quoted_printable, uuencode };

Encoding known_encoding(std::string_view name) {
  if (name == "base64") return Encoding::base64;
  if (name == "quoted-printable") return Encoding::quoted_printable;
  const bool is_uu = name == "x-uuencode" || name == "uuencode" || name == "x-uue" || name == "uue";
  return is_uu ? Encoding::uuencode : Encoding::identity;
}

class QuotedPrintableDecoder {
 public:
  QuotedPrintableDecoder() { g_mime_encoding_init_decode(&state_, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE); }

  std::size_t room_for(std::size_t size) { return g_mime_encoding_outlen(&state_, size) + 64; }
  std::size_t decode(std::string_view text, char* out) {
    return g_mime_encoding_step(&state_, text.data(), text.size(), out);
  }
  std::size_t finish(char* out) { return g_mime_encoding_flush(&state_, nullptr, 0, out); }

 private:
  GMimeEncoding state_;
};

// Calls sink(std::string_view) with the decoded bytes in order.
template <class Decoder, class Sink>
void decode_pieces(Decoder decoder, std::string_view body, Sink sink) {
  const auto buffer =
      std::make_unique_for_overwrite<char[]>(decoder.room_for(std::min(body.size(), piece_size)));
  while (!body.empty()) {
    const std::string_view piece = body.substr(0, piece_size);
    body.remove_prefix(piece.size());
    sink(std::string_view(buffer.get(), decoder.decode(piece, buffer.get())));
  }
  sink(std::string_view(buffer.get(), decoder.finish(buffer.get())));
}

template <class Sink>
void decode_body(std::string_view body, std::string_view encoding, Sink sink) {
  const Encoding known = known_encoding(encoding);
  if (known == Encoding::identity) {
    sink(body);
  } else if (known == Encoding::uuencode) {
    sink(decode_uu(body));
  } else if (known == Encoding::base64) {
    decode_pieces(Base64Decoder(), body, sink);
  } else {
    decode_pieces(QuotedPrintableDecoder(), body, sink);
  }
}

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

// RFC 2045 section 6.7: an equals sign is followed by two hex digits, or by the end of the line.
bool is_good_quoted_printable(std::string_view body) {
  for (auto at = body.find('='); at != std::string_view::npos; at = body.find('=', at + 1)) {
    const std::string_view rest = body.substr(at + 1, 100);
    if (rest.size() >= 2 && is_hex(rest[0]) && is_hex(rest[1])) continue;
    const auto end = rest.find_first_not_of(" \t");
    if (end != std::string_view::npos && rest[end] != '\r' && rest[end] != '\n') return false;
  }
  return true;
}

bool is_good_base64(std::string_view body) {
  Base64Decoder decoder;
  const auto buffer = std::make_unique_for_overwrite<char[]>(Base64Decoder::room_for(piece_size));
  for (; !body.empty() && decoder.is_clean(); body.remove_prefix(std::min(body.size(), piece_size))) {
    decoder.decode(body.substr(0, piece_size), buffer.get());
  }
  decoder.finish(buffer.get());
  return decoder.is_clean();
}

using Checksum = std::unique_ptr<GChecksum, decltype(&g_checksum_free)>;

}  // namespace

bool is_identity(std::string_view encoding) {
  return known_encoding(encoding) == Encoding::identity;
}

std::string decode_transfer(std::string_view body, std::string_view encoding) {
  std::string result;
  result.reserve(body.size());
  decode_body(body, encoding, [&](std::string_view piece) { result.append(piece); });
  return result;
}

ContentFacts look_at_content(std::string_view body, std::string_view encoding, Digest digest) {
  const Checksum checksum(digest == Digest::sha256 ? g_checksum_new(G_CHECKSUM_SHA256) : nullptr,
                          g_checksum_free);
  ContentFacts facts;
  decode_body(body, encoding, [&](std::string_view piece) {
    facts.size += piece.size();
    if (!checksum) return;
    g_checksum_update(checksum.get(), reinterpret_cast<const guchar*>(piece.data()),
                      static_cast<gssize>(piece.size()));
  });
  if (checksum) facts.sha256 = g_checksum_get_string(checksum.get());
  return facts;
}

void check_transfer(std::string_view body, std::string_view encoding, std::string_view part_id,
                    Defects& defects) {
  if (encoding.empty() || encoding == "7bit" || encoding == "8bit" || encoding == "binary") return;
  if (encoding == "base64") {
    if (defects.has(Defect::bad_base64) || is_good_base64(body)) return;
    defects.add(Defect::bad_base64,
                fmt::format("The base64 of part {} has bytes that do not belong there, or is "
                            "cut off; what could be decoded is shown.",
                            part_id));
  } else if (encoding == "quoted-printable") {
    if (defects.has(Defect::bad_quoted_printable) || is_good_quoted_printable(body)) return;
    defects.add(
        Defect::bad_quoted_printable,
        fmt::format("The quoted-printable of part {} has a \"=\" that is not followed by two hex digits; it "
                    "should be \"=3D\".",
                    part_id));
  } else if (is_identity(encoding)) {
    defects.add(Defect::unknown_encoding,
                fmt::format("Part {} has the unknown transfer encoding \"{}\"; it is taken as it is.",
                            part_id, encoding));
  }
}

}  // namespace mailstop::mail
