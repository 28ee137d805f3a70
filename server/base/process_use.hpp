// What this process has taken from the system.
#pragma once
#include <cstdint>

namespace mailstop {

struct ProcessUse {
  std::uint64_t resident_bytes = 0;  // 0 where the system does not tell
  double cpu_seconds = 0;            // of all threads, in the kernel too
  std::uint64_t open_files = 0;
};

ProcessUse process_use();

}  // namespace mailstop
