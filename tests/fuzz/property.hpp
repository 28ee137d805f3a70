// What a fuzz target claims of every input. abort() is what libFuzzer and the sanitizers report best.
#pragma once
#include <cstdio>
#include <cstdlib>

namespace mailstop::fuzz {

inline void require(bool holds, const char* claim) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", claim);
  std::abort();
}

}  // namespace mailstop::fuzz
