// The query parameters of a list of sessions.
#pragma once
#include "base/result.hpp"
#include "http/query_parameters.hpp"
#include "store/session_store.hpp"

namespace mailstop::api::v1 {

// outcome, inbox, after, limit, cursor, live
Result<store::SessionFilter> parse_session_filter(const http::QueryParameters& parameters);

}  // namespace mailstop::api::v1
