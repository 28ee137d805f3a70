#include "api/v1/list_cursor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/base64.hpp"
#include "base/text.hpp"

namespace mailstop::api::v1 {
namespace {

using store::Place;
using store::Sort;

constexpr std::array<std::string_view, 4> sort_names = {"received", "size", "subject", "from"};

std::string_view name_of(Sort sort) {
  return sort_names.at(static_cast<std::size_t>(sort));
}

std::optional<Sort> sort_of(std::string_view name) {
  const auto found = std::find(sort_names.begin(), sort_names.end(), name);
  if (found == sort_names.end()) return std::nullopt;
  return static_cast<Sort>(found - sort_names.begin());
}

// RFC 4648 section 5, without padding.
std::string to_url_base64(std::string_view bytes) {
  auto text = to_base64(bytes);
  text.erase(std::find(text.begin(), text.end(), '='), text.end());
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::optional<std::string> parse_url_base64(std::string_view text) {
  std::string padded(text);
  std::replace(padded.begin(), padded.end(), '-', '+');
  std::replace(padded.begin(), padded.end(), '_', '/');
  padded.append((4 - padded.size() % 4) % 4, '=');
  return parse_base64(padded);
}

bool read_natural(std::string_view text, std::uint64_t& number) {
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end && number <= INT64_MAX;
}

// The key that the sort looks at; the text must be one that to_cursor() could have written.
bool read_key(std::string_view text, Place& place) {
  if (place.sort == Sort::size) return read_natural(text, place.size);
  auto key = parse_url_base64(text);
  if (!key || key->size() > store::longest_key || to_url_base64(*key) != text) return false;
  place.text = std::move(*key);
  return true;
}

std::optional<Place> read_place(std::string_view cursor) {
  const auto fields = split(cursor, '.');
  Place place;
  if (!read_natural(fields.back(), place.sequence) || place.sequence == 0) return std::nullopt;
  if (fields.size() == 1) return place;
  const auto sort = sort_of(fields.front());
  if (fields.size() != 3 || !sort || *sort == Sort::received) return std::nullopt;
  place.sort = *sort;
  if (!read_key(fields[1], place)) return std::nullopt;
  return place;
}

}  // namespace

Result<Sort> parse_sort(const http::QueryParameters& parameters) {
  if (const auto sort = sort_of(parameters.get_or("sort", "received"))) return *sort;
  return invalid_argument("query parameter \"sort\" must be received, size, subject or from");
}

Result<store::Order> parse_order(const http::QueryParameters& parameters, std::string_view usual) {
  const auto order = parameters.get_or("order", usual);
  if (order == "newest" || order == "descending") return store::Order::descending;
  if (order == "oldest" || order == "ascending") return store::Order::ascending;
  return invalid_argument("query parameter \"order\" must be newest, oldest, descending or ascending");
}

std::string to_cursor(const Place& place) {
  if (place.sort == Sort::received) return std::to_string(place.sequence);
  const auto key = place.sort == Sort::size ? std::to_string(place.size) : to_url_base64(place.text);
  return fmt::format("{}.{}.{}", name_of(place.sort), key, place.sequence);
}

Result<std::optional<Place>> parse_cursor(const http::QueryParameters& parameters, Sort sort) {
  const auto cursor = parameters.get("cursor");
  if (!cursor) return std::optional<Place>();
  const auto place = read_place(*cursor);
  if (!place) return invalid_argument("query parameter \"cursor\" must be the nextCursor of the page before");
  if (place->sort != sort) {
    return invalid_argument(
        fmt::format("query parameter \"cursor\" is of a list sorted by {}, this one is sorted by {}: ask for "
                    "its first page without a cursor",
                    name_of(place->sort), name_of(sort)));
  }
  return std::optional<Place>(*place);
}

}  // namespace mailstop::api::v1
