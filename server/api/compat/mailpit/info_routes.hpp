// /api/v1/info, webui and the description of the API.
#pragma once
#include "api/compat/compat_context.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailpit {

class InfoApi {
 public:
  explicit InfoApi(const CompatContext& context)
      : mailroom_(context.mailroom), facts_(context.facts), tally_(context.tally) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> info(const http::Request& request);
  Task<http::Response> web_ui(const http::Request& request);
  Task<http::Response> description(const http::Request& request);
  Task<http::Response> page(const http::Request& request);

  mailroom::Mailroom& mailroom_;
  const v1::FactSource facts_;
  const events::Tally& tally_;
};

}  // namespace mailstop::api::compat::mailpit
