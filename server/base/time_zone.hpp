// When it is noon where: the offset from UTC by local time, from the system's files of the IANA time zones
// (RFC 8536). Immutable once loaded.
#pragma once
#include <chrono>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace mailstop {

class TimeZone {
 public:
  // UTC
  TimeZone() = default;

  // "Europe/Berlin". not_found when the system has no such zone.
  static Result<TimeZone> load(std::string_view name);

  // Of the bytes of a zone's file.
  static Result<TimeZone> parse(std::string_view bytes);

  // A time that clocks show twice is the first, one that they leave out is as before the change.
  Timestamp to_utc(std::chrono::local_time<Duration> local) const;

 private:
  struct Change {
    std::chrono::sys_seconds at;
    std::chrono::seconds offset;  // from then on
  };

  std::chrono::seconds offset_at(std::chrono::sys_seconds time) const;

  std::chrono::seconds first_{0};  // before the first change
  std::vector<Change> changes_;
};

}  // namespace mailstop
