// EventStream as Server-Sent Events (WHATWG HTML section 9.2), with a comment as heartbeat so that proxies do
// not cut it and dead peers show.
#pragma once
#include "http/event_stream.hpp"
#include "http/response.hpp"
#include "http/response_head.hpp"
#include "http/settings.hpp"
#include "http/stop_signal.hpp"
#include "http/wire.hpp"

namespace mailstop::http {

// One event in the text format. A line break in `json` starts a new data line.
std::string to_sse(std::uint64_t id, std::string_view type, std::string_view json);

void mark_as_event_stream(Headers& headers);

// Runs the writer after the head was sent, until it returns, the client leaves or the server stops. True when
// the body was ended properly, so that the connection may be used again.
Task<bool> run_sse(Wire& wire, const Settings& settings, StopSignal& stop, Framing framing,
                   const EventWriter& writer);

}  // namespace mailstop::http
