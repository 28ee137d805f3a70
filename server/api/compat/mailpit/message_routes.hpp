// /api/v1/message/{ID}: one message and its pieces.
#pragma once
#include <boost/asio/strand.hpp>

#include "api/compat/compat_context.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailpit {

class MessageApi {
 public:
  explicit MessageApi(const CompatContext& context)
      : mailroom_(context.mailroom), thumbnails_(asio::make_strand(mailroom_.workers())) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> get(const http::Request& request);
  Task<http::Response> headers(const http::Request& request);
  Task<http::Response> raw(const http::Request& request);
  Task<http::Response> part(const http::Request& request);
  Task<http::Response> thumbnail(const http::Request& request);
  Task<http::Response> release(const http::Request& request);

  mailroom::Mailroom& mailroom_;
  const asio::any_io_executor thumbnails_;  // one at a time: mail is parsed by the same workers
};

}  // namespace mailstop::api::compat::mailpit
