#include "store/sqlite/idle_work.hpp"

#include <algorithm>

namespace mailstop::store::sqlite {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds pause_after_failure = 10s;
constexpr milliseconds no_need = 30s;

// A sender may have to wait for a step: for some 20 ms.
constexpr std::uint64_t indexed_messages = 128;
constexpr std::size_t indexed_bytes = 128 * 1024;
constexpr std::uint64_t many_messages = 2000;  // so many are worth a step between two senders
constexpr milliseconds pause_of_senders = 2ms;

constexpr std::uint64_t few_pages = 1024;  // 8 MiB
constexpr std::uint64_t freed_pages = 512;
constexpr milliseconds rest_of_shrinking = 20ms;

}  // namespace

milliseconds IdleWork::time_left() const {
  return std::chrono::ceil<milliseconds>(not_before_ - std::chrono::steady_clock::now());
}

milliseconds IdleWork::patience() const {
  return kind_.is_needed() ? std::max(time_left(), 0ms) : no_need;
}

std::unique_ptr<Change> IdleWork::next_step(std::size_t stored, WriteQueue& queue) {
  const auto wait = [this](milliseconds time) {
    not_before_ = std::max(not_before_, std::chrono::steady_clock::now() + time);
  };
  if (stored > 0) wait(kind_.rest());
  if (!kind_.is_needed() || time_left() > 0ms || !queue.stays_empty_for(0ms)) return nullptr;
  auto note = [wait](bool is_done) {
    if (!is_done) wait(pause_after_failure);
  };
  return std::make_unique<OwnStep>(kind_.step, std::move(note));
}

IdleWork::Kind indexing(const Changes& changes, milliseconds rest) {
  IdleWork::Kind kind;
  kind.is_needed = [&changes] { return changes.has_index_work(); };
  kind.rest = [&changes, rest] { return changes.unindexed() < many_messages ? rest : pause_of_senders; };
  kind.step = [](Changes& written) { written.index(indexed_messages, indexed_bytes); };
  return kind;
}

IdleWork::Kind shrinking(const Changes& changes) {
  IdleWork::Kind kind;
  kind.is_needed = [&changes] { return changes.free_pages() > few_pages; };
  kind.rest = [] { return rest_of_shrinking; };
  kind.step = [](Changes& written) { written.shrink(freed_pages); };
  return kind;
}

}  // namespace mailstop::store::sqlite
