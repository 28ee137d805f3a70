// /api/v1/tags: the tags of all messages, and those of some.
#pragma once
#include "api/compat/compat_context.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat::mailpit {

// "  my   tag! " -> "my tag": what Mailpit takes for a tag; "" for none.
std::string clean_tag(std::string_view text);

// Those that are tags, each once whatever its case.
std::vector<std::string> clean_tags(const std::vector<std::string>& tags);

class TagsApi {
 public:
  explicit TagsApi(const CompatContext& context) : mailroom_(context.mailroom) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> list(const http::Request& request);
  Task<http::Response> set(const http::Request& request);
  Task<http::Response> rename(const http::Request& request);
  Task<http::Response> remove(const http::Request& request);

  // As it is written where it is used, each spelling whose case alone differs; none when no message has it.
  Task<Result<std::vector<std::string>>> find(std::string wanted);

  mailroom::Mailroom& mailroom_;
};

}  // namespace mailstop::api::compat::mailpit
