// One live stream of JSON events to one client, over a WebSocket or Server-Sent Events: the writer is the
// same for both. Nothing is sent behind the writer's back: flush() returns when the bytes are with the
// kernel, so a slow client slows its own writer, whose bounded subscription then says that it lagged.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/task.hpp"

namespace mailstop::http {

// RFC 6455 section 7.4.1; Server-Sent Events just end.
enum class CloseCode : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  policy_violation = 1008,
  try_again_later = 1013,
};

class EventStream {
 public:
  virtual ~EventStream() = default;

  // For the next flush(). `json` is one document without line breaks. `type` becomes the SSE field `event:`
  // when not "". `id` becomes `id:`, what a client sends back in Last-Event-ID.
  virtual void add(std::uint64_t id, std::string_view type, std::string_view json) = 0;

  // Sends what was added as one. Answers false when the client is gone or too slow to take it: return then.
  virtual Task<bool> flush() = 0;

  Task<bool> send(std::uint64_t id, std::string_view type, std::string_view json) {
    add(id, type, json);
    return flush();
  }

  // How the stream is closed once the writer returns.
  void end_with(CloseCode code, std::string reason) {
    code_ = code;
    reason_ = std::move(reason);
  }
  CloseCode code() const { return code_; }
  const std::string& reason() const { return reason_; }

 private:
  CloseCode code_ = CloseCode::normal;
  std::string reason_;
};

}  // namespace mailstop::http
