#include "net/tls_error.hpp"

#include <openssl/err.h>

#include "base/text.hpp"

namespace mailstop::net {

// The first error is the cause, the others only follow from it.
std::string take_tls_error() {
  const auto code = ERR_get_error();
  ERR_clear_error();
  if (code == 0) return {};
  const char* reason = ERR_reason_error_string(code);
  return reason ? to_lower_ascii(reason) : "error " + std::to_string(ERR_GET_REASON(code));
}

void forget_tls_errors() {
  ERR_clear_error();
}

}  // namespace mailstop::net
