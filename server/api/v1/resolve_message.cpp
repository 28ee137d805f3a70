#include "api/v1/resolve_message.hpp"

#include "api/v1/selection_request.hpp"

namespace mailstop::api::v1 {

Task<Parsed<std::string>> resolve_message(mailroom::Mailroom& mailroom, const http::Request& request) {
  auto reference = parse_reference(request, mailroom.now());
  if (!reference) co_return reference.error();
  auto id = co_await mailroom.resolve(std::move(*reference));
  if (!id) co_return http::error_response(id.error());
  co_return std::move(*id);
}

}  // namespace mailstop::api::v1
