#include "api/v1/resolve_message.hpp"

#include <fmt/format.h>

#include <optional>

#include "api/v1/selection_request.hpp"

namespace mailstop::api::v1 {
namespace {

// A message of another inbox is none at all to who is confined.
Task<std::optional<Error>> find_confinement(mailroom::Mailroom& mailroom, std::string id, std::string inbox) {
  const auto message = co_await mailroom.get(id);
  if (!message) co_return message.error();
  if (message->summary.inbox == inbox) co_return std::nullopt;
  co_return not_found(fmt::format("there is no message \"{}\" in the inbox \"{}\"", id, inbox));
}

}  // namespace

Task<Parsed<std::string>> resolve_message(mailroom::Mailroom& mailroom, const http::Request& request) {
  auto inbox = confining_inbox(request);
  if (!inbox) co_return http::error_response(inbox.error());
  auto reference = parse_reference(request, mailroom.now());
  if (!reference) co_return reference.error();
  const bool is_checked = !*inbox || reference->id == "latest";
  auto id = co_await mailroom.resolve(std::move(*reference));
  if (!id) co_return http::error_response(id.error());
  if (is_checked) co_return std::move(*id);
  const auto refusal = co_await find_confinement(mailroom, *id, std::move(**inbox));
  if (refusal) co_return http::error_response(*refusal);
  co_return std::move(*id);
}

}  // namespace mailstop::api::v1
