// Routes of messages are there twice: below /v1/messages for all inboxes, and below
// /v1/inboxes/{inbox}/messages for one. The handlers are the same; they ask confining_inbox() (see
// selection_request.hpp).
#pragma once
#include <span>
#include <string>

#include "http/router.hpp"

namespace mailstop::api::v1 {

// The pattern and the query parameters of the confined twin: /v1/messages/{id} becomes
// /v1/inboxes/{inbox}/messages/{id}, and "inbox" is no parameter any more.
std::string confined_pattern(std::string_view pattern);
std::string confined_query(std::string_view query);

// Adds each route of the table and its twin. `api` must outlive the router.
template <class Api>
void add_with_confined(http::Router& router, std::span<const http::RouteOf<Api>> table, Api& api) {
  router.add(table, api);
  for (const auto& row : table) {
    auto call = [&api, handler = row.handler](const http::Request& request) {
      return (api.*handler)(request);
    };
    router.add(http::Route{row.method, confined_pattern(row.pattern), confined_query(row.query),
                           std::move(call), row.traits});
  }
}

}  // namespace mailstop::api::v1
