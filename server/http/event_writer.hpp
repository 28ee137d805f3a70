// Runs the writer of an event stream so that its end, whichever, ends the stream and nothing else.
#pragma once
#include "http/response.hpp"

namespace mailstop::http {

// An exception is a bug: logged, and the stream ends. Cancellation ends it silently.
Task<> run_event_writer(const EventWriter& writer, EventStream& stream);

}  // namespace mailstop::http
