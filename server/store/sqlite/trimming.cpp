#include "store/sqlite/trimming.hpp"

#include <algorithm>

#include "base/log.hpp"

namespace mailstop::store::sqlite {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t step = 200;            // messages, at least
constexpr std::uint64_t most_postponed = 100;  // changes that may come before a step
constexpr auto pause_of_senders = 2ms;
constexpr auto pause_after_failure = 1s;
constexpr auto between_reports = 10s;
constexpr std::chrono::milliseconds shortest_sleep = 20ms;
constexpr std::chrono::milliseconds longest_sleep = 30s;  // the system's clock may be set meanwhile

}  // namespace

bool Trimming::is_due() const {
  return changes_.is_trim_due(clock_.now()) && std::chrono::steady_clock::now() >= not_before_;
}

std::chrono::milliseconds Trimming::patience() const {
  if (is_due()) return 0ms;
  const auto next = changes_.next_expiry();
  if (!next) return longest_sleep;
  return std::clamp<std::chrono::milliseconds>(*next - clock_.now(), shortest_sleep, longest_sleep);
}

std::unique_ptr<Change> Trimming::next_step(std::size_t stored, WriteQueue& queue) {
  stored_since_ += stored;
  if (!is_due()) return nullptr;
  if (stored_since_ < most_postponed && !queue.stays_empty_for(pause_of_senders)) return nullptr;
  const auto limit = std::max(step, 2 * stored_since_);  // more than came: so it keeps up with any sender
  stored_since_ = 0;
  return std::make_unique<Trim>(clock_.now(), limit,
                                [this](std::optional<std::uint64_t> deleted) { note(deleted); });
}

void Trimming::note(std::optional<std::uint64_t> deleted) {
  const auto now = std::chrono::steady_clock::now();
  if (!deleted) not_before_ = now + pause_after_failure;
  unreported_ += deleted.value_or(0);
  if (now - reported_at_ < between_reports) return;
  report();
}

void Trimming::report() {
  if (unreported_ == 0) return;
  log::info("{} of the oldest messages were deleted to keep the limits", unreported_);
  unreported_ = 0;
  reported_at_ = std::chrono::steady_clock::now();
}

}  // namespace mailstop::store::sqlite
