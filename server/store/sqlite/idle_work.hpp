// What the writer does when nobody waits for it, a step at a time: filling the search index, and giving space
// back to the disk. Owned by Writer; writer's thread only.
#pragma once
#include <chrono>
#include <functional>
#include <memory>

#include "store/sqlite/change.hpp"
#include "store/sqlite/changes.hpp"
#include "store/sqlite/write_queue.hpp"

namespace mailstop::store::sqlite {

class IdleWork {
 public:
  struct Kind {
    std::function<bool()> is_needed;
    std::function<std::chrono::milliseconds()> rest;  // without changes, before a step is made
    OwnStep::Work step;
  };

  explicit IdleWork(Kind kind) : kind_(std::move(kind)) {}

  // How long the writer may wait for changes.
  std::chrono::milliseconds patience() const;

  // The step to make now, after a batch of `stored` changes. Null when there is none.
  std::unique_ptr<Change> next_step(std::size_t stored, WriteQueue& queue);

 private:
  std::chrono::milliseconds time_left() const;

  const Kind kind_;
  std::chrono::steady_clock::time_point not_before_;
};

// What is not in the index yet is found all the same, so a handful may wait for `rest`; many may not.
IdleWork::Kind indexing(const Changes& changes, std::chrono::milliseconds rest);

// What new mail will need again soon is left.
IdleWork::Kind shrinking(const Changes& changes);

}  // namespace mailstop::store::sqlite
