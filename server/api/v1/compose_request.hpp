// POST /v1/messages: a message put into the store, composed from JSON fields or as raw bytes.
#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "http/query_parameters.hpp"
#include "mail/composition.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

// The JSON body. Errors: invalid_argument naming the field; no sender; nobody to receive it.
Result<mailroom::Arrival> parse_composed(std::string_view body, Timestamp now);

// The message/rfc822 body with ?sender= and ?recipient=; what is not given is read from the header; and
// ?tag=. Errors: invalid_argument for an empty recipient or tag, or control characters.
Result<mailroom::Arrival> parse_injected(const http::QueryParameters& parameters, std::string raw);

}  // namespace mailstop::api::v1
