// /v1/tags: the tags that messages have.
#pragma once
#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

class TagsApi {
 public:
  explicit TagsApi(mailroom::Mailroom& mailroom) : mailroom_(mailroom) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> list(const http::Request& request);

  static const http::RouteOf<TagsApi> routes[];

  mailroom::Mailroom& mailroom_;
};

}  // namespace mailstop::api::v1
