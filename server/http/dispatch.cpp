#include "http/dispatch.hpp"

#include <boost/asio/this_coro.hpp>
#include <exception>

#include "base/log.hpp"
#include "http/finish.hpp"
#include "http/guard.hpp"

namespace mailstop::http {
namespace {

bool changes_state(Method method) {
  return method != Method::get && method != Method::head && method != Method::options;
}

std::string describe(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return "an unknown exception";
  }
}

}  // namespace

std::variant<const Route*, Response> admit(const Router& router, const Settings& settings, Request& request) {
  if (auto refusal = refuse_host(request, settings.allowed_hosts)) return std::move(*refusal);
  auto match = router.match(request);
  const auto* found = std::get_if<const Route*>(&match);
  if (!found) return match;
  const Route& route = **found;
  if (changes_state(request.method) || request.is_upgrade || route.traits.same_origin) {
    if (auto refusal = refuse_origin(request)) {
      if (!route.traits.refuse) return std::move(*refusal);
      return route.traits.refuse(Status::forbidden, "requests of other web sites are refused");
    }
  }
  if (auto known = request.query.check(route.query); !known) return error_response(known.error());
  return match;
}

Task<Response> run(const Route& route, const Request& request) {
  std::exception_ptr error;
  try {
    co_return co_await route.handler(request);
  } catch (...) {
    error = std::current_exception();
  }
  const auto cancellation = co_await asio::this_coro::cancellation_state;
  if (cancellation.cancelled() != asio::cancellation_type::none) std::rethrow_exception(error);
  log::error("{} {} failed: {}", std::string_view(to_string(request.method)), request.target,
             describe(error));
  constexpr std::string_view message = "the server failed to answer; this is a bug, its log says more";
  if (route.traits.refuse) co_return route.traits.refuse(Status::internal_server_error, message);
  co_return error_response(Status::internal_server_error, "internal", message);
}

Task<Response> answer(const Router& router, const Settings& settings, Request& request) {
  auto admission = admit(router, settings, request);
  if (auto* refusal = std::get_if<Response>(&admission)) co_return finish(request, std::move(*refusal));
  auto response = co_await run(*std::get<const Route*>(admission), request);
  co_return finish(request, std::move(response));
}

}  // namespace mailstop::http
