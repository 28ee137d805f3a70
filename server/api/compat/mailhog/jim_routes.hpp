// /api/v2/jim: MailHog's chaos monkey, who makes SMTP go wrong by chance.
#pragma once
#include "faults/mishaps.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailhog {

class JimApi {
 public:
  explicit JimApi(faults::Mishaps& mishaps) : mishaps_(mishaps) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> get(const http::Request& request);
  Task<http::Response> invite(const http::Request& request);
  Task<http::Response> change(const http::Request& request);
  Task<http::Response> dismiss(const http::Request& request);

  faults::Mishaps& mishaps_;
  faults::MishapRules last_;  // what he does when he is invited without a word
};

}  // namespace mailstop::api::compat::mailhog
