// A clock that stands still until the test turns it.
#pragma once
#include "base/clock.hpp"

namespace mailstop::test {

class ManualClock final : public Clock {
 public:
  explicit ManualClock(Timestamp start = Timestamp{Duration{1'795'300'000'000}}) : now_(start) {}
  Timestamp now() const override { return now_; }
  void advance(Duration length) { now_ += length; }

 private:
  Timestamp now_;
};

}  // namespace mailstop::test
