// What a request's body must be.
#pragma once
#include <optional>
#include <string_view>

#include "http/request.hpp"
#include "http/response.hpp"

namespace mailstop::api::v1 {

// 415, naming what is expected.
http::Response unsupported_type(const http::Request& request, std::string_view expected);

std::optional<http::Response> refuse_unless_json(const http::Request& request);

}  // namespace mailstop::api::v1
