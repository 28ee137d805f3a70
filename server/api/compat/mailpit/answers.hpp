// What Mailpit's API answers besides JSON: short plain texts.
#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailpit {

http::Response ok();                                // 200 "ok"
http::Response bad_request(std::string_view text);  // 400
http::Response page_not_found();                    // 404 of an id that nothing has
http::Response message_not_found();                 // 404 of "latest" when nothing matches, and of views
http::Response redirect(std::string_view path);     // 302
http::Response answer(const Error& error);          // 404, 413, 503 or 400, with its text

// RouteTraits::refuse of every route.
http::Response refuse(http::Status status, std::string_view message);

constexpr std::uint64_t body_limit = 5 << 20;  // of all but send

http::RouteTraits traits();
// Of what takes long in a large store: it ends when the client hangs up.
http::RouteTraits waiting_traits();
// Of a GET that changes something: an image of another site must not mark mail as read.
http::RouteTraits same_origin_traits();

}  // namespace mailstop::api::compat::mailpit
