// MailHog's answers besides lists: JSON under its own type, and errors that say little.
#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailhog {

constexpr std::string_view list_type = "text/json";

// 200 with nothing in it.
http::Response done();

http::Response json_answer(std::string json);

// The status counts; `text` is for a person, "" for none. RouteTraits::refuse of every route.
http::Response answer(http::Status status, std::string_view text);

// What the client did wrong has no words: clients take any text for JSON.
http::Response failure(const Error& error);

http::RouteTraits traits();
// Of what may take long, and ends when the client has gone.
http::RouteTraits long_traits();
// Of what a page of another site must not listen to.
http::RouteTraits same_origin_traits();

}  // namespace mailstop::api::compat::mailhog
