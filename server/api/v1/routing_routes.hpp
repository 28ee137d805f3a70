// /v1/routes: the routing rules (mailroom/routes.hpp).
#pragma once
#include <string>

#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

class RoutingApi {
 public:
  explicit RoutingApi(mailroom::Mailroom& mailroom) : mailroom_(mailroom) {}

  void add_routes(http::Router& router);

  // What Mailroom::kept_routes() gives: the body of the last PUT, or "".
  Result<void> use_kept(const std::string& document);

 private:
  Task<http::Response> list(const http::Request& request);
  Task<http::Response> replace(const http::Request& request);

  static const http::RouteOf<RoutingApi> routes[];

  mailroom::Mailroom& mailroom_;
};

}  // namespace mailstop::api::v1
