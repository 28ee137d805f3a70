// maildev's events for a client of Socket.IO (protocol 5 over Engine.IO 4, WebSocket only): newMail with the
// email, deleteMail with its id. Nothing is asked of the client: it is connected to the main namespace at
// once.
#pragma once
#include <string>

#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat::maildev {

class SocketApi {
 public:
  explicit SocketApi(mailroom::Mailroom& mailroom) : mailroom_(mailroom) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> open(const http::Request& request);
  Task<> write_events(http::EventStream& stream);
  Task<> add_event(const events::Event& event, http::EventStream& stream);

  mailroom::Mailroom& mailroom_;
};

}  // namespace mailstop::api::compat::maildev
