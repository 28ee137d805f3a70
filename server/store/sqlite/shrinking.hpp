// When the writer gives pages that deleted messages have left back to the disk: a few megabytes at a time,
// when nobody waits for it. What new mail will need again soon is left. Owned by Writer; writer's thread
// only.
#pragma once
#include <chrono>
#include <memory>

#include "store/sqlite/change.hpp"
#include "store/sqlite/changes.hpp"
#include "store/sqlite/write_queue.hpp"

namespace mailstop::store::sqlite {

class Shrinking {
 public:
  explicit Shrinking(const Changes& changes) : changes_(changes) {}

  // How long the writer may wait for changes.
  std::chrono::milliseconds patience() const;

  // The step to make now, after a batch of `stored` changes. Null when there is none.
  std::unique_ptr<Change> next_step(std::size_t stored, WriteQueue& queue);

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;

  bool is_worth_it() const;

  const Changes& changes_;
  SteadyTime busy_until_;  // of the last changes that came
  SteadyTime not_before_;  // after a failure
};

}  // namespace mailstop::store::sqlite
