// When the writer deletes what is beyond the limits: small steps between the batches, when nobody waits or
// when many have come since. Owned by Writer; writer's thread only.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include "base/clock.hpp"
#include "store/sqlite/change.hpp"
#include "store/sqlite/changes.hpp"
#include "store/sqlite/write_queue.hpp"

namespace mailstop::store::sqlite {

class Trimming {
 public:
  Trimming(const Changes& changes, const Clock& clock) : changes_(changes), clock_(clock) {}
  ~Trimming() { report(); }

  // How long the writer may wait for changes.
  std::chrono::milliseconds patience() const;

  // The step to make now, `stored` changes after the last call. Null when there is none.
  std::unique_ptr<Change> next_step(std::size_t stored, WriteQueue& queue);

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;

  bool is_due() const;
  void note(std::optional<std::uint64_t> deleted);
  void report();

  const Changes& changes_;
  const Clock& clock_;
  std::uint64_t stored_since_ = 0;  // the last step
  SteadyTime not_before_;           // after a failure
  std::uint64_t unreported_ = 0;    // messages deleted
  SteadyTime reported_at_;
};

}  // namespace mailstop::store::sqlite
