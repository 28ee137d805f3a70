// How a request says where in which list it goes on: the query parameters sort and order, and the cursor that
// is between two pages. A cursor is opaque to clients: "4711" by arrival, "size.1042.4711" by size,
// "subject.d2VsY29tZQ.4711" by a text.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "http/query_parameters.hpp"
#include "store/list_order.hpp"

namespace mailstop::api::v1 {

// sort: received, size, subject or from
Result<store::Sort> parse_sort(const http::QueryParameters& parameters);

// order: newest or descending, oldest or ascending
Result<store::Order> parse_order(const http::QueryParameters& parameters, std::string_view usual = "newest");

std::string to_cursor(const store::Place& place);

// cursor: of a list with this sort
Result<std::optional<store::Place>> parse_cursor(const http::QueryParameters& parameters, store::Sort sort);

}  // namespace mailstop::api::v1
