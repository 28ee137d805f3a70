// MailHog's messages: /api/v1/messages, /api/v2/messages and what is below them, /api/v2/search and
// /api/v2/outgoing-smtp.
#pragma once
#include <string>

#include "api/compat/mailhog/message.hpp"
#include "api/compat/offset_page.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailhog {

enum class V1List { answered, left_to_others };

class MessagesApi {
 public:
  MessagesApi(mailroom::Mailroom& mailroom, std::string hostname)
      : mailroom_(mailroom), hostname_(std::move(hostname)) {}

  // `v1_list` is about GET and DELETE of /api/v1/messages itself, which Mailpit has, too.
  void add_routes(http::Router& router, V1List v1_list);

 private:
  Task<http::Response> list_v1(const http::Request& request);
  Task<http::Response> remove_all(const http::Request& request);
  Task<http::Response> get(const http::Request& request);
  Task<http::Response> remove(const http::Request& request);
  Task<http::Response> download(const http::Request& request);
  Task<http::Response> download_part(const http::Request& request);
  Task<http::Response> release(const http::Request& request);
  Task<http::Response> list_v2(const http::Request& request);
  Task<http::Response> search(const http::Request& request);
  Task<http::Response> outgoing(const http::Request& request);

  // What stands around the messages of an answer.
  struct Frame {
    std::string before;
    std::string after;
    std::string_view content_type;
  };
  http::Response stream(std::vector<std::string> ids, Frame frame);
  http::Response page_response(std::vector<std::string> ids, std::uint64_t start, std::uint64_t total,
                               std::string_view content_type);
  Task<> write_messages(std::vector<std::string> ids, Frame frame, http::BodySink& sink);

  mailroom::Mailroom& mailroom_;
  const std::string hostname_;
};

}  // namespace mailstop::api::compat::mailhog
