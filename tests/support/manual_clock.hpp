// A clock that stands still until the test turns it. Any thread may read it.
#pragma once
#include <atomic>

#include "base/clock.hpp"

namespace mailstop::test {

class ManualClock final : public Clock {
 public:
  explicit ManualClock(Timestamp start = Timestamp{Duration{1'795'300'000'000}}) : now_(start) {}
  Timestamp now() const override { return now_.load(); }
  void advance(Duration length) { now_ = now_.load() + length; }

 private:
  std::atomic<Timestamp> now_;
};

}  // namespace mailstop::test
