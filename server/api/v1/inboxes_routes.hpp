// /v1/inboxes: which inboxes there are, what they hold and what was said about them. Every name is an inbox;
// listed are those that hold a message or were set up. The messages of one are in confined_routes.hpp.
#pragma once
#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

class InboxesApi {
 public:
  explicit InboxesApi(mailroom::Mailroom& mailroom) : mailroom_(mailroom) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> list(const http::Request& request);
  Task<http::Response> get(const http::Request& request);
  Task<http::Response> set_up(const http::Request& request);
  Task<http::Response> rename(const http::Request& request);
  Task<http::Response> remove(const http::Request& request);

  static const http::RouteOf<InboxesApi> routes[];

  mailroom::Mailroom& mailroom_;
};

}  // namespace mailstop::api::v1
