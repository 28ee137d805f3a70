// maildev's emails: /email and what is below it, and the same below /api as its version 3 has it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "api/compat/maildev/email_filter.hpp"
#include "api/compat/maildev/email_json.hpp"
#include "api/compat/maildev/load_email.hpp"
#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat::maildev {

class EmailsApi {
 public:
  EmailsApi(mailroom::Mailroom& mailroom, Version version) : mailroom_(mailroom), version_(version) {}

  void add_routes(http::Router& router);

 private:
  using Handler = Task<http::Response> (EmailsApi::*)(const http::Request&);

  void add(http::Router& router, http::Method method, std::string_view pattern, Handler handler);

  Task<http::Response> list(const http::Request& request);
  Task<http::Response> summary(const http::Request& request);
  Task<http::Response> get(const http::Request& request);
  Task<http::Response> read_all(const http::Request& request);
  Task<http::Response> remove(const http::Request& request);
  Task<http::Response> remove_all(const http::Request& request);
  Task<http::Response> remove_listed(const http::Request& request);
  Task<http::Response> html(const http::Request& request);
  Task<http::Response> attachment(const http::Request& request);
  Task<http::Response> download(const http::Request& request);
  Task<http::Response> source(const http::Request& request);
  Task<http::Response> relay(const http::Request& request);

  std::string path_of_attachments(std::string_view id) const;
  Task<> write_emails(EmailFilter filter, http::BodySink& sink);

  mailroom::Mailroom& mailroom_;
  const Version version_;
};

}  // namespace mailstop::api::compat::maildev
