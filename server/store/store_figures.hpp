// What a store counts of its own work since it was opened. Any thread.
#pragma once
#include <atomic>
#include <cstdint>

#include "base/histogram.hpp"

namespace mailstop::store {

struct StoreFigures {
  static constexpr double change_bounds[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
  static constexpr double second_bounds[] = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                                             0.025,  0.05,    0.1,    0.25,  0.5,    1,     2.5};

  Histogram commit_changes{change_bounds};  // in one transaction
  Histogram commit_seconds{second_bounds};  // from its begin to the end of its commit
  Histogram search_seconds{second_bounds};
  std::atomic<std::uint64_t> failed_commits{0};
  std::atomic<std::uint64_t> waiting_changes{0};  // now
};

}  // namespace mailstop::store
