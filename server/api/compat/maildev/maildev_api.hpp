// The API of maildev: its version 2 at /email, /config and /healthz, its version 3 at the same paths below
// /api, and its events at /socket.io.
#pragma once
#include "api/compat/compat_context.hpp"
#include "api/compat/maildev/emails_routes.hpp"
#include "api/compat/maildev/socket_routes.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::maildev {

class MailDevApi {
 public:
  explicit MailDevApi(const CompatContext& context);

  void add_routes(http::Router& router);

 private:
  Task<http::Response> config(const http::Request& request);
  Task<http::Response> yes(const http::Request& request);

  const v1::FactSource facts_;
  EmailsApi v2_;
  EmailsApi v3_;
  SocketApi socket_;
};

}  // namespace mailstop::api::compat::maildev
