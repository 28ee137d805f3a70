// The numbers that Mailpit has of itself, for its /api/v1/info and for its names in /metrics.
#pragma once
#include <cstdint>
#include <vector>

#include "api/v1/service_facts.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "events/tally.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat::mailpit {

struct Statistics {
  store::Status store;
  std::vector<store::TagFacts> tags;  // by name
  std::uint64_t uptime = 0;           // seconds
  std::uint64_t memory = 0;           // bytes
  // Since the start.
  std::uint64_t deleted = 0;
  std::uint64_t accepted = 0;
  std::uint64_t accepted_bytes = 0;
  std::uint64_t rejected = 0;  // sessions
  std::uint64_t ignored = 0;   // as duplicates: never
};

Task<Result<Statistics>> gather_statistics(mailroom::Mailroom& mailroom, v1::ServiceFacts facts,
                                           const events::Tally& tally);

}  // namespace mailstop::api::compat::mailpit
