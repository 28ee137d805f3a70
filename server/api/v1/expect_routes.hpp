// /v1/expect: wait until the mail is as a test expects it, look at it, take a value out of it, in one call.
#pragma once
#include "api/v1/expect_request.hpp"
#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

class ExpectApi {
 public:
  explicit ExpectApi(mailroom::Mailroom& mailroom) : mailroom_(mailroom) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> post(const http::Request& request);
  Task<http::Response> get(const http::Request& request);
  Task<http::Response> answer_within(const http::Request& request, Result<ExpectRequest> wanted);
  Task<http::Response> answer(ExpectRequest wanted);
  Task<http::Response> print(const ExpectRequest& wanted, const mailroom::OpenedMessage& newest);

  mailroom::Mailroom& mailroom_;
};

}  // namespace mailstop::api::v1
