// Any bytes are a message: parsing them must hold every invariant of tests/unit/mail/invariants.hpp.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "../unit/mail/invariants.hpp"
#include "mail/composition.hpp"
#include "mail/html_outline.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mailstop::mail;
  static const bool ready = (initialise_parser(), true);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string broken = ready ? broken_invariant(bytes) : "";
  if (!broken.empty()) {
    std::fprintf(stderr, "broken: %s\n", broken.c_str());
    std::abort();
  }
  const auto addresses = parse_address_list(bytes);
  html_to_text(mailstop::to_valid_utf8(std::string(bytes)));
  return addresses && addresses->empty() ? -1 : 0;
}
