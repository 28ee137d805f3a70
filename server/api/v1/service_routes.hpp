// The server about itself: /v1/info, /livez, /readyz and the OpenAPI document.
#pragma once
#include "api/v1/service_facts.hpp"
#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

class ServiceApi {
 public:
  ServiceApi(mailroom::Mailroom& mailroom, FactSource facts)
      : mailroom_(mailroom), facts_(std::move(facts)) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> info(const http::Request& request);
  Task<http::Response> live(const http::Request& request);
  Task<http::Response> ready(const http::Request& request);
  Task<http::Response> document(const http::Request& request);
  Task<http::Response> authority(const http::Request& request);

  static const http::RouteOf<ServiceApi> routes[];

  mailroom::Mailroom& mailroom_;
  const FactSource facts_;
};

}  // namespace mailstop::api::v1
