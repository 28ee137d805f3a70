// /v1/messages: list, put in, look at, change and delete messages.
#pragma once
#include <cstdint>

#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

class MessagesApi {
 public:
  MessagesApi(mailroom::Mailroom& mailroom, std::uint64_t max_message_size)
      : mailroom_(mailroom), max_message_size_(max_message_size) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> list(const http::Request& request);
  Task<http::Response> create(const http::Request& request);
  Task<http::Response> update_many(const http::Request& request);
  Task<http::Response> remove_many(const http::Request& request);
  Task<http::Response> get(const http::Request& request);
  Task<http::Response> update(const http::Request& request);
  Task<http::Response> remove(const http::Request& request);

  Result<mailroom::Arrival> read_arrival(const http::Request& request) const;

  static const http::RouteOf<MessagesApi> routes[];

  mailroom::Mailroom& mailroom_;
  const std::uint64_t max_message_size_;
};

}  // namespace mailstop::api::v1
