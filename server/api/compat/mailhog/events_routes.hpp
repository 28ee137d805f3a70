// New messages as they come: /api/v1/events as Server-Sent Events, /api/v2/websocket as text frames. What was
// there before, and what is deleted, nobody is told.
#pragma once
#include <string>

#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat::mailhog {

class EventsApi {
 public:
  EventsApi(mailroom::Mailroom& mailroom, std::string hostname)
      : mailroom_(mailroom), hostname_(std::move(hostname)) {}

  void add_routes(http::Router& router);

 private:
  enum class Form { one_line, pretty };

  Task<http::Response> events(const http::Request& request);
  Task<http::Response> websocket(const http::Request& request);
  Task<> write_messages(Form form, http::EventStream& stream);
  Task<bool> send(const events::Event& event, Form form, http::EventStream& stream);

  mailroom::Mailroom& mailroom_;
  const std::string hostname_;
};

}  // namespace mailstop::api::compat::mailhog
