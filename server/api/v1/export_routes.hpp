// GET /v1/export: many messages as one mbox file or ZIP archive, sent while it is made.
#pragma once
#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

class ExportApi {
 public:
  explicit ExportApi(mailroom::Mailroom& mailroom) : mailroom_(mailroom) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> export_all(const http::Request& request);

  static const http::RouteOf<ExportApi> routes[];

  mailroom::Mailroom& mailroom_;
};

}  // namespace mailstop::api::v1
