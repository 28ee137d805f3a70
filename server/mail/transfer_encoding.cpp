#include "mail/transfer_encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "mail/base64_decoder.hpp"
#include "mail/gmime.hpp"
#include "mail/quoted_printable.hpp"
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

// Calls sink(std::string_view) with the decoded bytes, piece by piece.
template <class Sink>
void decode_base64_pieces(std::string_view body, Sink sink) {
  Base64Decoder decoder;
  const auto buffer =
      std::make_unique_for_overwrite<char[]>(Base64Decoder::room_for(std::min(body.size(), piece_size)));
  while (!body.empty()) {
    const std::string_view piece = body.substr(0, piece_size);
    body.remove_prefix(piece.size());
    sink(std::string_view(buffer.get(), decoder.decode(piece, buffer.get())));
  }
  sink(std::string_view(buffer.get(), decoder.finish(buffer.get())));
}

template <class Sink>
void decode_body(std::string_view body, std::string_view encoding, Sink sink) {
  switch (known_encoding(encoding)) {
    case Encoding::identity:
      return sink(body);
    case Encoding::base64:
      return decode_base64_pieces(body, sink);
    case Encoding::quoted_printable:
      return sink(decode_quoted_printable(body));
    case Encoding::uuencode:
      return sink(decode_uu(body));
  }
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
