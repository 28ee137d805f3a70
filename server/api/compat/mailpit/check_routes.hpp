// /api/v1/message/{ID}/html-check, link-check, sa-check: in Mailpit's shape, with what is known without
// asking anybody. docs/compatibility.md says what that is.
#pragma once
#include "api/compat/compat_context.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailpit {

class CheckApi {
 public:
  explicit CheckApi(const CompatContext& context) : mailroom_(context.mailroom) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> check_html(const http::Request& request);
  Task<http::Response> check_links(const http::Request& request);
  Task<http::Response> check_spam(const http::Request& request);

  mailroom::Mailroom& mailroom_;
};

}  // namespace mailstop::api::compat::mailpit
