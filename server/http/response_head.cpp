#include "http/response_head.hpp"

#include <fmt/format.h>

#include <array>
#include <ctime>
#include <iterator>

namespace mailstop::http {

std::string to_http_date(std::time_t time) {
  constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc = {};
  gmtime_r(&time, &utc);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days[static_cast<size_t>(utc.tm_wday)],
                     utc.tm_mday, months[static_cast<size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour,
                     utc.tm_min, utc.tm_sec);
}

std::string to_head(const Response& response, const HeadFormat& format) {
  const std::string_view reason = boost::beast::http::obsolete_reason(response.status);
  std::string head;
  head.reserve(768);
  const auto out = std::back_inserter(head);
  fmt::format_to(out, "HTTP/1.1 {} {}\r\n", static_cast<unsigned>(response.status), reason);
  fmt::format_to(out, "Date: {}\r\n", to_http_date(std::time(nullptr)));
  for (const auto& field : response.headers) fmt::format_to(out, "{}: {}\r\n", field.name, field.value);
  if (format.framing == Framing::length) fmt::format_to(out, "Content-Length: {}\r\n", format.length);
  if (format.framing == Framing::chunked) head += "Transfer-Encoding: chunked\r\n";
  if (!format.keep_alive) {
    head += "Connection: close\r\n";
  } else if (format.version < 11) {
    head += "Connection: keep-alive\r\n";
  }
  head += "\r\n";
  return head;
}

}  // namespace mailstop::http
