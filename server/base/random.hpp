// Unpredictable bytes from the kernel, for challenges and keys. Any thread.
#pragma once
#include <cstddef>
#include <string>

namespace mailstop {

std::string random_bytes(std::size_t count);

}  // namespace mailstop
