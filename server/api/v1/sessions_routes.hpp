// /v1/sessions: the conversations with mail clients, and why they went as they did.
#pragma once
#include "api/v1/session_json.hpp"
#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

class SessionsApi {
 public:
  SessionsApi(mailroom::Mailroom& mailroom, ExplainLine explain)
      : mailroom_(mailroom), explain_(std::move(explain)) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> list(const http::Request& request);
  Task<http::Response> clear(const http::Request& request);
  Task<http::Response> get(const http::Request& request);
  Task<http::Response> of_message(const http::Request& request);

  static const http::RouteOf<SessionsApi> routes[];
  static const http::RouteOf<SessionsApi> confined_routes[];

  mailroom::Mailroom& mailroom_;
  const ExplainLine explain_;
};

}  // namespace mailstop::api::v1
