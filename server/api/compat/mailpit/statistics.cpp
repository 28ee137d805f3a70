#include "api/compat/mailpit/statistics.hpp"

#include <algorithm>

#include "base/process_use.hpp"

namespace mailstop::api::compat::mailpit {

Task<Result<Statistics>> gather_statistics(mailroom::Mailroom& mailroom, v1::ServiceFacts facts,
                                           const events::Tally& tally) {
  auto status = co_await mailroom.status();
  if (!status) co_return status.error();
  auto tags = co_await mailroom.tags(std::nullopt);
  if (!tags) co_return tags.error();
  Statistics statistics;
  statistics.store = std::move(*status);
  statistics.tags = std::move(*tags);
  const auto uptime = (mailroom.now() - facts.started_at).count() / 1000;
  statistics.uptime = static_cast<std::uint64_t>(std::max<std::int64_t>(0, uptime));
  statistics.memory = process_use().resident_bytes;
  statistics.deleted = tally.deleted();
  statistics.accepted = tally.stored();
  statistics.accepted_bytes = tally.stored_bytes();
  using mail::SessionOutcome;
  statistics.rejected = tally.sessions(SessionOutcome::rejected) + tally.sessions(SessionOutcome::refused);
  co_return statistics;
}

}  // namespace mailstop::api::compat::mailpit
