// What can be set about the web server. Times and limits are defaults of production; tests shorten them.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace mailstop::http {

struct Settings {
  // Names served besides IP literals, names without a dot and the local domains of guard.hpp:
  // "mail.example.com",
  // ".example.com" for everything below, "*" for any.
  std::vector<std::string> allowed_hosts;

  size_t max_connections = 12'000;  // ten thousand held expectations, and room for people
  size_t header_limit = 16 * 1024;  // bytes of request line and headers
  Duration idle_timeout{60'000};    // between requests
  Duration read_timeout{30'000};    // for the headers of a request, and without progress in its body
  Duration write_timeout{30'000};   // without progress of an answer or an event
  Duration heartbeat{15'000};       // SSE comment; a WebSocket is pinged and given up after twice that

  // Hears of each answer: the pattern of its route, "" when there is none.
  std::function<void(std::string_view route, Method method, Status status)> on_answer;
};

}  // namespace mailstop::http
