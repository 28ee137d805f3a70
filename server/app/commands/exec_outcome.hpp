// What `exec` has to tell when its command has ended: for its two reports.
#pragma once
#include <string>
#include <vector>

#include "base/clock.hpp"

namespace mailstop::app {

struct CheckedExpectation {
  std::string filters;      // as they were given
  std::string explanation;  // why it does not hold; "" when it does
};

struct ExecOutcome {
  std::string command;  // for a reader
  int status = 0;
  Timestamp started_at;
  Duration took{0};
  std::vector<CheckedExpectation> expectations;
};

}  // namespace mailstop::app
