// /v1/messages/{id}/select and /match: what a CSS selector or a regular expression finds in one message.
#pragma once
#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

class MessageExtractApi {
 public:
  explicit MessageExtractApi(mailroom::Mailroom& mailroom) : mailroom_(mailroom) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> select(const http::Request& request);
  Task<http::Response> match(const http::Request& request);

  static const http::RouteOf<MessageExtractApi> routes[];

  mailroom::Mailroom& mailroom_;
};

}  // namespace mailstop::api::v1
