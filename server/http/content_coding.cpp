#include "http/content_coding.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <stdexcept>

#include "base/text.hpp"

namespace mailstop::http {
namespace {

// RFC 9110 section 12.4.2: qvalue. All that matters is whether it is 0.
bool is_refused(std::string_view parameters) {
  for (const auto field : split(parameters, ';')) {
    const auto parameter = trim(field);
    if (!starts_with_ignoring_case(parameter, "q=")) continue;
    return parameter.substr(2).find_first_not_of("0.") == std::string_view::npos;
  }
  return false;
}

}  // namespace

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  std::optional<bool> any;
  for (const auto field : split(accept_encoding, ',')) {
    const auto semicolon = std::min(field.find(';'), field.size());
    const auto name = trim(field.substr(0, semicolon));
    const bool accepted = !is_refused(field.substr(semicolon));
    if (equals_ignoring_case(name, coding)) return accepted;
    if (name == "*") any = accepted;
  }
  return any.value_or(false);
}

std::string gzip(std::string_view bytes) {
  if (bytes.size() > std::numeric_limits<uInt>::max()) throw std::length_error("too much to gzip at once");
  z_stream stream = {};
  constexpr int gzip_window = 15 + 16;
  // Level 1: the client is mostly on the same machine or network, so time matters more than the last percents
  // of size.
  if (deflateInit2(&stream, 1, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int outcome = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (outcome != Z_STREAM_END) throw std::runtime_error("zlib did not finish");
  return packed;
}

}  // namespace mailstop::http
