// POST /api/v1/send: a message by HTTP instead of SMTP.
#pragma once
#include "api/compat/compat_context.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailpit {

class SendApi {
 public:
  explicit SendApi(const CompatContext& context)
      : mailroom_(context.mailroom), max_message_size_(context.max_message_size) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> send(const http::Request& request);

  mailroom::Mailroom& mailroom_;
  const std::uint64_t max_message_size_;
};

}  // namespace mailstop::api::compat::mailpit
