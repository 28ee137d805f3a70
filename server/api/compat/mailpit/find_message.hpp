// The id in a path: an id, or "latest" with an optional query.
#pragma once
#include <string>

#include "api/v1/parsed.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat::mailpit {

// `id` is as in the path; `query` and `tz` of the request are for "latest". The refusal is what a client is
// told.
Task<v1::Parsed<std::string>> find_message(mailroom::Mailroom& mailroom, const http::Request& request,
                                           std::string id);

// Notes that somebody has seen it.
Task<> mark_read(mailroom::Mailroom& mailroom, const mail::MessageSummary& message);

}  // namespace mailstop::api::compat::mailpit
