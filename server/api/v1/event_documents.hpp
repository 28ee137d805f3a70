// The JSON of the newest events, made once for all clients that are told of them. One executor, that of the
// web server.
#pragma once
#include <array>
#include <memory>
#include <string>

#include "events/bus.hpp"

namespace mailstop::api::v1 {

class EventDocuments {
 public:
  std::shared_ptr<const std::string> of(const events::SharedEvent& event);

 private:
  struct Slot {
    events::SharedEvent event;
    std::shared_ptr<const std::string> json;
  };

  std::array<Slot, 256> slots_;
};

}  // namespace mailstop::api::v1
