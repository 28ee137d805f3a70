// maildev's events for a client of Socket.IO (protocol 5 over Engine.IO 4, WebSocket only): newMail with the
// email, deleteMail with its id. Nothing is asked of the client: it is connected to the main namespace at
// once.
#pragma once
#include <chrono>

#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat::maildev {

class SocketApi {
 public:
  explicit SocketApi(mailroom::Mailroom& mailroom,
                     std::chrono::milliseconds ping_interval = std::chrono::seconds(25))
      : mailroom_(mailroom), ping_interval_(ping_interval) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> open(const http::Request& request);
  Task<> write_events(http::EventStream& stream);
  Task<> add_event(const events::Event& event, http::EventStream& stream);

  mailroom::Mailroom& mailroom_;
  const std::chrono::milliseconds ping_interval_;
};

}  // namespace mailstop::api::compat::maildev
