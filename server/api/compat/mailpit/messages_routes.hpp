// /api/v1/messages and /api/v1/search: lists, read state of many, deletion.
#pragma once
#include "api/compat/compat_context.hpp"
#include "api/compat/mailpit/listing.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailpit {

class MessagesApi {
 public:
  explicit MessagesApi(const CompatContext& context)
      : mailroom_(context.mailroom), owns_v1_(context.settings.owns_v1(Tool::mailpit)) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> list(const http::Request& request);
  Task<http::Response> mark(const http::Request& request);
  Task<http::Response> remove(const http::Request& request);
  Task<http::Response> search(const http::Request& request);
  Task<http::Response> remove_found(const http::Request& request);

  Task<http::Response> print(ListingWish wish);

  mailroom::Mailroom& mailroom_;
  const bool owns_v1_;  // else GET and DELETE /api/v1/messages are another tool's
};

}  // namespace mailstop::api::compat::mailpit
