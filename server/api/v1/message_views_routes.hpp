// /v1/messages/{id}/...: one message as raw bytes, HTML, text, headers, MIME tree, part and archive.
#pragma once
#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

class MessageViewsApi {
 public:
  explicit MessageViewsApi(mailroom::Mailroom& mailroom) : mailroom_(mailroom) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> raw(const http::Request& request);
  Task<http::Response> html(const http::Request& request);
  Task<http::Response> text(const http::Request& request);
  Task<http::Response> headers(const http::Request& request);
  Task<http::Response> parts(const http::Request& request);
  Task<http::Response> part(const http::Request& request);
  Task<http::Response> attachments(const http::Request& request);

  static const http::RouteOf<MessageViewsApi> routes[];

  mailroom::Mailroom& mailroom_;
};

}  // namespace mailstop::api::v1
