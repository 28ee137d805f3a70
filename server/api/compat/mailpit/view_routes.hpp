// /view/...: the bodies of a message for a browser, and Mailpit's addresses of its page.
#pragma once
#include "api/compat/compat_context.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailpit {

class ViewApi {
 public:
  explicit ViewApi(const CompatContext& context) : mailroom_(context.mailroom) {}

  void add_routes(http::Router& router);

 private:
  // "ID", "ID.html", "ID.txt", "latest", ...
  Task<http::Response> view(const http::Request& request);
  Task<http::Response> search(const http::Request& request);

  Task<http::Response> show_page(const http::Request& request);
  Task<http::Response> show_html(const http::Request& request, std::string id);
  Task<http::Response> show_text(const http::Request& request, std::string id);

  mailroom::Mailroom& mailroom_;
};

}  // namespace mailstop::api::compat::mailpit
