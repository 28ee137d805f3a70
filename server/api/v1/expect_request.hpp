// What a test expects, as the body of POST /v1/expect or as the flat query string of GET.
#pragma once
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "http/query_parameters.hpp"
#include "mailroom/expectation.hpp"

namespace mailstop::api::v1 {

// What GET answers with: all of it as JSON, or one value of the newest message as text.
enum class Print { json, code, link, id, subject, text, html, raw };

struct ExpectRequest {
  mailroom::Expectation expectation;
  Print print = Print::json;
  std::string link_text;  // with Print::link: what the link's text must contain; "" for any
};

// Errors: invalid_argument naming the field. `now` is what relative times of `q` count from.
Result<ExpectRequest> parse_expect_body(std::string_view body, Timestamp now);
Result<ExpectRequest> parse_expect_query(const http::QueryParameters& parameters, Timestamp now);

// The query parameters that parse_expect_query() knows, as a route lists them.
extern const std::string_view expect_parameters;

}  // namespace mailstop::api::v1
