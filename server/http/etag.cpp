#include "http/etag.hpp"

#include <fmt/format.h>

#include <cstdint>

#include "base/text.hpp"

namespace mailstop::http {
namespace {

std::string_view without_weakness(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  return etag;
}

}  // namespace

std::string make_etag(std::string_view opaque) {
  return fmt::format("\"{}\"", opaque);
}

std::string make_content_etag(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325;  // FNV-1a
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return fmt::format("\"{:x}-{:x}\"", bytes.size(), hash);
}

bool etag_list_contains(std::string_view list, std::string_view etag) {
  if (etag.empty()) return false;
  if (trim(list) == "*") return true;
  const auto wanted = without_weakness(etag);
  // A tag may hold a comma, so the list is read quote by quote.
  for (auto begin = list.find('"'); begin != std::string_view::npos; begin = list.find('"', begin)) {
    const auto end = list.find('"', begin + 1);
    if (end == std::string_view::npos) return false;
    if (list.substr(begin, end + 1 - begin) == wanted) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace mailstop::http
