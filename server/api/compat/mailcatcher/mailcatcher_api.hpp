// The API of MailCatcher, at /messages: REST, and events over a WebSocket at the same path.
#pragma once
#include <memory>
#include <string>

#include "api/compat/compat_context.hpp"
#include "api/compat/mailcatcher/message_numbers.hpp"
#include "api/compat/mailcatcher/numbered_mail.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailcatcher {

class MailCatcherApi {
 public:
  explicit MailCatcherApi(const CompatContext& context)
      : mailroom_(context.mailroom), numbered_(context.mailroom) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> list(const http::Request& request);
  Task<http::Response> remove_all(const http::Request& request);
  Task<http::Response> get(const http::Request& request);
  Task<http::Response> remove(const http::Request& request);
  Task<http::Response> part(const http::Request& request);
  Task<http::Response> quit(const http::Request& request);

  // One message in the form that the ending of its name asks for.
  Task<http::Response> source(std::string id, std::string_view content_type);
  Task<http::Response> html(const http::Request& request, Number number, store::StoredMessage message);
  Task<http::Response> plain(store::StoredMessage message);

  Task<Result<std::string>> find(Number number);
  Task<> write_rows(http::BodySink& sink);
  http::Response watch();
  // `numbers` are the stream's own from here on.
  Task<> write_events(std::shared_ptr<MessageNumbers> numbers, std::uint64_t after,
                      http::EventStream& stream);
  Task<bool> send(std::uint64_t sequence, const Change& change, http::EventStream& stream);

  mailroom::Mailroom& mailroom_;
  NumberedMail numbered_;
};

}  // namespace mailstop::api::compat::mailcatcher
