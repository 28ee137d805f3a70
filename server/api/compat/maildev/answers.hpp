// maildev's answers: JSON throughout, errors as {"error":"..."}.
#pragma once
#include <string>
#include <string_view>

#include "api/compat/maildev/email_json.hpp"
#include "base/result.hpp"
#include "http/response.hpp"

namespace mailstop::api::compat::maildev {

constexpr std::string_view json_type = "application/json; charset=utf-8";

http::Response json_answer(const Json& json, http::Status status = http::Status::ok);
// Of what is printed already.
http::Response json_text_answer(std::string json, http::Status status = http::Status::ok);

// RouteTraits::refuse of every route, and what handlers say.
http::Response refuse(http::Status status, std::string_view message);
http::Response failure(const Error& error);

http::Response no_such_email();
http::Response no_such_file();

}  // namespace mailstop::api::compat::maildev
