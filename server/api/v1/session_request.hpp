// The query parameters of a list of sessions.
#pragma once
#include "base/result.hpp"
#include "http/request.hpp"
#include "store/session_store.hpp"

namespace mailstop::api::v1 {

// outcome, inbox, after, limit, cursor, live; of the inbox of a confined route
Result<store::SessionFilter> parse_session_filter(const http::Request& request);

}  // namespace mailstop::api::v1
