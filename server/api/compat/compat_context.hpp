// What every compatibility API is made with. All of it outlives the APIs.
#pragma once
#include <cstdint>
#include <string>

#include "api/compat/compat_settings.hpp"
#include "api/v1/service_facts.hpp"
#include "events/tally.hpp"
#include "faults/faults.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat {

struct CompatContext {
  mailroom::Mailroom& mailroom;
  CompatSettings settings;
  v1::FactSource facts;
  faults::Faults& faults;              // what the SMTP listener is told to do wrong
  const events::Tally& tally;          // what has happened since the start
  std::uint64_t max_message_size = 0;  // bytes
  std::string hostname{};              // what the server calls itself in SMTP
};

}  // namespace mailstop::api::compat
