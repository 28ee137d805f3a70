// How often something was how large: counts in buckets with fixed upper bounds, and the sum. observe() and
// the getters from any thread; what is read while others observe is off by them at most.
#pragma once
#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace mailstop {

class Histogram {
 public:
  static constexpr std::size_t most_bounds = 16;

  // `bounds` rise; there are most_bounds of them at most.
  template <std::size_t count>
  explicit Histogram(const double (&bounds)[count]) : size_(count) {
    static_assert(count <= most_bounds);
    std::copy(std::begin(bounds), std::end(bounds), bounds_.begin());
  }

  void observe(double value) {
    const auto end = bounds_.begin() + size_;
    const auto bucket =
        static_cast<std::size_t>(std::lower_bound(bounds_.begin(), end, value) - bounds_.begin());
    counts_[bucket].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(value, std::memory_order_relaxed);
  }

  std::size_t size() const { return size_; }
  double bound(std::size_t bucket) const { return bounds_[bucket]; }
  // Observations in that bucket; the one behind the last bound holds the larger ones.
  std::uint64_t count(std::size_t bucket) const { return counts_[bucket].load(std::memory_order_relaxed); }
  double sum() const { return sum_.load(std::memory_order_relaxed); }

 private:
  std::size_t size_;
  std::array<double, most_bounds> bounds_{};
  std::array<std::atomic<std::uint64_t>, most_bounds + 1> counts_{};
  std::atomic<double> sum_{0};
};

}  // namespace mailstop
