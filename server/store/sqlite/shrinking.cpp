#include "store/sqlite/shrinking.hpp"

#include <algorithm>

namespace mailstop::store::sqlite {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t few_pages = 1024;  // 8 MiB
constexpr std::uint64_t step = 512;
constexpr std::chrono::milliseconds rest = 20ms;
constexpr auto pause_after_failure = 10s;
constexpr std::chrono::milliseconds no_need = 30s;

}  // namespace

bool Shrinking::is_worth_it() const {
  return changes_.free_pages() > few_pages;
}

std::chrono::milliseconds Shrinking::patience() const {
  if (!is_worth_it()) return no_need;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(std::max(busy_until_, not_before_) -
                                                                 std::chrono::steady_clock::now());
  return std::max(left, 0ms);
}

std::unique_ptr<Change> Shrinking::next_step(std::size_t stored, WriteQueue& queue) {
  const auto now = std::chrono::steady_clock::now();
  if (stored > 0) busy_until_ = now + rest;
  if (!is_worth_it() || now < std::max(busy_until_, not_before_) || !queue.stays_empty_for(0ms))
    return nullptr;
  auto note = [this](bool is_done) {
    if (!is_done) not_before_ = std::chrono::steady_clock::now() + pause_after_failure;
  };
  return std::make_unique<OwnStep>([](Changes& changes) { changes.shrink(step); }, std::move(note));
}

}  // namespace mailstop::store::sqlite
