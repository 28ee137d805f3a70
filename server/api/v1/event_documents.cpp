#include "api/v1/event_documents.hpp"

#include "api/v1/event_json.hpp"

namespace mailstop::api::v1 {

std::shared_ptr<const std::string> EventDocuments::of(const events::SharedEvent& event) {
  auto& slot = slots_[event->sequence % slots_.size()];
  if (slot.event != event) slot = {event, std::make_shared<const std::string>(event_json(*event))};
  return slot.json;
}

}  // namespace mailstop::api::v1
