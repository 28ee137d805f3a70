// Writes a finished answer, whatever its body is. WebSockets are not its business.
#pragma once
#include "http/response.hpp"
#include "http/settings.hpp"
#include "http/stop_signal.hpp"
#include "http/wire.hpp"

namespace mailstop::http {

struct WriteOptions {
  bool is_head = false;  // the head that GET would get, without the body
  bool keep_alive = true;
  unsigned version = 11;
};

// True when the connection can take another request.
Task<bool> write_response(Wire& wire, const Settings& settings, StopSignal& stop, Response response,
                          WriteOptions options);

}  // namespace mailstop::http
