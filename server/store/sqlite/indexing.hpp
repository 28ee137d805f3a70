// When the writer puts messages into the search index: a few at a time, when nobody waits for it. What is not
// in it yet is found all the same, so a handful may wait for long. Owned by Writer; writer's thread only.
#pragma once
#include <chrono>
#include <memory>

#include "store/sqlite/change.hpp"
#include "store/sqlite/changes.hpp"
#include "store/sqlite/write_queue.hpp"

namespace mailstop::store::sqlite {

class Indexing {
 public:
  Indexing(const Changes& changes, std::chrono::milliseconds rest) : changes_(changes), rest_(rest) {}

  // How long the writer may wait for changes.
  std::chrono::milliseconds patience() const;

  // The step to make now, after a batch of `stored` changes. Null when there is none.
  std::unique_ptr<Change> next_step(std::size_t stored, WriteQueue& queue);

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;

  bool is_due() const;

  const Changes& changes_;
  const std::chrono::milliseconds rest_;  // after which a few are put in, too
  SteadyTime busy_until_;                 // of the last changes that came
  SteadyTime not_before_;                 // after a failure
};

}  // namespace mailstop::store::sqlite
