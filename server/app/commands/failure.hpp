// What a command does when it cannot go on: the reason on standard error, and exit status 1.
#pragma once
#include <fmt/format.h>

#include <cstdio>

#include "base/result.hpp"

namespace mailstop::app {

inline int fail(const Error& error) {
  fmt::print(stderr, "mailstop: {}\n", error.message);
  return 1;
}

}  // namespace mailstop::app
