// /api/v1/chaos: what the SMTP server refuses by chance.
#pragma once
#include "api/compat/compat_context.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailpit {

class ChaosApi {
 public:
  explicit ChaosApi(const CompatContext& context) : chaos_(context.faults.chaos) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> get(const http::Request& request);
  Task<http::Response> put(const http::Request& request);

  faults::Chaos& chaos_;
};

}  // namespace mailstop::api::compat::mailpit
