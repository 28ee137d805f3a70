// One live stream of JSON events to one client, over a WebSocket or Server-Sent Events: the writer is the
// same for both. There is no queue here: send() returns when the bytes are with the kernel, so a slow client
// slows its own writer, whose bounded subscription then says that it lagged.
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

  // `json` is one document without line breaks. `type` becomes the SSE field `event:` when not "". `id`
  // becomes `id:`, what a client sends back in Last-Event-ID. Answers false when the client is gone or too
  // slow to take it: return then.
  virtual Task<bool> send(std::uint64_t id, std::string_view type, std::string_view json) = 0;

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
