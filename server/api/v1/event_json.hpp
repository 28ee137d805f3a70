// The JSON documents of /v1/events, as schema/events.schema.json fixes them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "events/event.hpp"

namespace mailstop::api::v1 {

std::string_view type_of(const events::Event& event);  // "message.stored"

std::string event_json(const events::Event& event);
std::string hello_json(std::uint64_t sequence, std::string_view version);
std::string lagged_json(std::uint64_t after);

}  // namespace mailstop::api::v1
