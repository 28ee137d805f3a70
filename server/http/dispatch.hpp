// From a request to its finished answer, without a socket: guard, router, handler, finish. The session uses
// the steps one by one, because the route decides how much body is read; tests and tools use answer().
#pragma once
#include <variant>

#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"
#include "http/settings.hpp"

namespace mailstop::http {

// Host, route, origin and query parameters, in this order. Needs the headers only, not the body.
std::variant<const Route*, Response> admit(const Router& router, const Settings& settings, Request& request);

// An exception of the handler is a bug: logged and answered with 500. Only cancellation passes through.
Task<Response> run(const Route& route, const Request& request);

Task<Response> answer(const Router& router, const Settings& settings, Request& request);

}  // namespace mailstop::http
