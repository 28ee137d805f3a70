#include "protocol/sasl/anonymous.hpp"

#include "base/text.hpp"

namespace mailstop::sasl {

// RFC 4505 section 2: at most 255 characters
Step Anonymous::respond(std::string trace) {
  const bool is_clean = is_valid_utf8(trace) && escape_controls(trace) == trace;
  if (!is_clean || trace.size() > 255 * 4) return Malformed{"the trace is not a short clean text"};
  return Claim{"anonymous", {}, {}};
}

}  // namespace mailstop::sasl
