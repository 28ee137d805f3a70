#include "store/sqlite/indexing.hpp"

#include <algorithm>

namespace mailstop::store::sqlite {
namespace {

using namespace std::chrono_literals;

// What a sender may have to wait for: some 20 ms.
constexpr std::uint64_t step = 128;
constexpr std::size_t step_bytes = 128 * 1024;
constexpr std::uint64_t many = 2000;  // so many are worth a step between two senders
constexpr std::chrono::milliseconds pause_of_senders = 2ms;
constexpr auto pause_after_failure = 10s;
constexpr std::chrono::milliseconds no_need = 30s;

}  // namespace

bool Indexing::is_due() const {
  return changes_.has_index_work() && std::chrono::steady_clock::now() >= std::max(busy_until_, not_before_);
}

std::chrono::milliseconds Indexing::patience() const {
  if (!changes_.has_index_work()) return no_need;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(std::max(busy_until_, not_before_) -
                                                                 std::chrono::steady_clock::now());
  return std::max(left, 0ms);
}

std::unique_ptr<Change> Indexing::next_step(std::size_t stored, WriteQueue& queue) {
  const auto now = std::chrono::steady_clock::now();
  if (stored > 0) busy_until_ = now + (changes_.unindexed() < many ? rest_ : pause_of_senders);
  if (!is_due() || !queue.stays_empty_for(0ms)) return nullptr;
  auto note = [this](bool is_done) {
    if (!is_done) not_before_ = std::chrono::steady_clock::now() + pause_after_failure;
  };
  return std::make_unique<OwnStep>([](Changes& changes) { changes.index(step, step_bytes); },
                                   std::move(note));
}

}  // namespace mailstop::store::sqlite
