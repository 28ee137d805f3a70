#include "base/random.hpp"

#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace mailstop {

std::string random_bytes(std::size_t count) {
  constexpr std::size_t most_at_once = 256;  // getentropy(3) gives no more
  std::string bytes(count, '\0');
  for (std::size_t done = 0; done < count; done += most_at_once) {
    if (::getentropy(bytes.data() + done, std::min(most_at_once, count - done)) != 0)
      throw std::system_error(errno, std::generic_category(), "getentropy");
  }
  return bytes;
}

}  // namespace mailstop
