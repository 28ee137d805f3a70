// The query parameters that say which messages are meant: lists, many at once, and `latest`. A refused `q`
// answers with the code "invalid_query" and the column, everything else with "invalid_argument" and the
// parameter's name.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/v1/parsed.hpp"
#include "base/clock.hpp"
#include "http/request.hpp"
#include "mailroom/mailroom.hpp"
#include "store/message_store.hpp"

namespace mailstop::api::v1 {

// The inbox that the path of a confined route names (confined_routes.hpp); none on all other routes.
Result<std::optional<std::string>> confining_inbox(const http::Request& request);

// The inbox of a body that names one or none (""): on a confined route that of the path, and another one is
// an error.
Result<std::string> inbox_of_body(const http::Request& request, std::string_view named);

// inbox, q; within the inbox of a confined route. Likewise those below.
Parsed<store::Selection> parse_selection(const http::Request& request, Timestamp now);

// inbox, q, held, after, limit, cursor, offset, sort, order
Parsed<store::ListRequest> parse_list_request(const http::Request& request, Timestamp now);

// inbox, q, held, all: what a change of many means. Refused unless one of them or a confined
// route says so.
Parsed<store::Selection> parse_bulk_selection(const http::Request& request, Timestamp now);

// limit, cursor: a part of what a change of many means. None without limit.
Result<std::optional<store::Window>> parse_window(const http::QueryParameters& parameters);

// {id} with inbox and q, which go only with the id "latest".
Parsed<mailroom::MessageReference> parse_reference(const http::Request& request, Timestamp now);

Result<std::optional<std::uint64_t>> parse_number(const http::QueryParameters& parameters,
                                                  std::string_view name, std::string_view expected);

// limit: 1 to 1000
Result<std::uint32_t> parse_limit(const http::QueryParameters& parameters, std::uint32_t usual = 50);

}  // namespace mailstop::api::v1
