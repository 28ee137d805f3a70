// From the {id} of a request, which may be "latest", to the id of a message or the answer that there is none;
// on a confined route (confined_routes.hpp) none outside of its inbox.
#pragma once
#include <string>

#include "api/v1/parsed.hpp"
#include "base/task.hpp"
#include "http/request.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

// Both are awaited at once, so they may be references.
Task<Parsed<std::string>> resolve_message(mailroom::Mailroom& mailroom, const http::Request& request);

}  // namespace mailstop::api::v1
