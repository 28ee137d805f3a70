#include "base/time_zone.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace mailstop {
namespace {

constexpr std::string_view zone_folder = "/usr/share/zoneinfo/";
constexpr std::size_t header_size = 44;
constexpr std::uintmax_t largest_file = 1 << 20;

std::int64_t big_endian(std::string_view bytes) {
  std::uint64_t value = !bytes.empty() && (bytes[0] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return static_cast<std::int64_t>(value);
}

struct Counts {
  std::size_t utc_flags, standard_flags, leaps, times, types, letters;

  explicit Counts(std::string_view header)
      : utc_flags(at(header, 20)),
        standard_flags(at(header, 24)),
        leaps(at(header, 28)),
        times(at(header, 32)),
        types(at(header, 36)),
        letters(at(header, 40)) {}

  static std::size_t at(std::string_view header, std::size_t place) {
    return static_cast<std::size_t>(big_endian(header.substr(place, 4)) & 0xFFFFF);
  }
  std::size_t size(std::size_t time_size) const {
    return times * (time_size + 1) + types * 6 + letters + leaps * (time_size + 4) + standard_flags +
           utc_flags;
  }
};

bool is_zone_name(std::string_view name) {
  constexpr std::string_view others = "/_+-";
  const auto fits = [others](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
  };
  return !name.empty() && name.size() < 64 && name.front() != '/' && name.back() != '/' &&
         std::all_of(name.begin(), name.end(), fits);
}

Error not_a_zone_file() {
  return invalid_argument("the file is none of a time zone (RFC 8536)");
}

}  // namespace

Result<TimeZone> TimeZone::load(std::string_view name) {
  if (name == "UTC" || name == "GMT") return TimeZone();
  if (!is_zone_name(name)) return not_found("there is no such time zone");
  const std::filesystem::path path = std::string(zone_folder).append(name);
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || size > largest_file || !file) return not_found("there is no such time zone");
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return parse(bytes);
}

// RFC 8536 section 3: the first block has times of 32 bits, the second one, of version 2 and above, of 64.
Result<TimeZone> TimeZone::parse(std::string_view bytes) {
  constexpr std::size_t time_size = 8;
  if (bytes.size() < header_size || !bytes.starts_with("TZif") || bytes[4] < '2') return not_a_zone_file();
  const auto skipped = header_size + Counts(bytes).size(4);
  if (bytes.size() < skipped + header_size) return not_a_zone_file();
  bytes.remove_prefix(skipped);
  const Counts counts(bytes);
  bytes.remove_prefix(header_size);
  if (bytes.size() < counts.size(time_size) || counts.types == 0) return not_a_zone_file();

  const auto types = bytes.substr(counts.times * (time_size + 1));
  const auto offset_of = [&](std::size_t type) {
    return std::chrono::seconds(big_endian(types.substr(type * 6, 4)));
  };
  TimeZone zone;
  zone.first_ = offset_of(0);
  for (std::size_t i = 0; i < counts.times; ++i) {
    const auto at = big_endian(bytes.substr(i * time_size, time_size));
    const auto type = static_cast<unsigned char>(bytes[counts.times * time_size + i]);
    if (type >= counts.types) return not_a_zone_file();
    zone.changes_.push_back({std::chrono::sys_seconds(std::chrono::seconds(at)), offset_of(type)});
  }
  return zone;
}

std::chrono::seconds TimeZone::offset_at(std::chrono::sys_seconds time) const {
  const auto after = std::upper_bound(changes_.begin(), changes_.end(), time,
                                      [](auto wanted, const Change& change) { return wanted < change.at; });
  return after == changes_.begin() ? first_ : std::prev(after)->offset;
}

Timestamp TimeZone::to_utc(std::chrono::local_time<Duration> local) const {
  using std::chrono::floor, std::chrono::seconds;
  const Timestamp as_utc{local.time_since_epoch()};
  // No offset is larger than a day, and none changes twice in two days.
  const auto before = offset_at(floor<seconds>(as_utc) - std::chrono::days(1));
  const auto after = offset_at(floor<seconds>(as_utc) + std::chrono::days(1));
  if (offset_at(floor<seconds>(as_utc - before)) == before) return as_utc - before;
  if (offset_at(floor<seconds>(as_utc - after)) == after) return as_utc - after;
  return as_utc - before;
}

}  // namespace mailstop
