// /api/v1/message/{ID}: one message and its pieces.
#pragma once
#include "api/compat/compat_context.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailpit {

class MessageApi {
 public:
  explicit MessageApi(const CompatContext& context) : mailroom_(context.mailroom) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> get(const http::Request& request);
  Task<http::Response> headers(const http::Request& request);
  Task<http::Response> raw(const http::Request& request);
  Task<http::Response> part(const http::Request& request);
  Task<http::Response> thumbnail(const http::Request& request);
  Task<http::Response> release(const http::Request& request);

  mailroom::Mailroom& mailroom_;
};

}  // namespace mailstop::api::compat::mailpit
