// What the TLS library says of its last failure.
#pragma once
#include <string>

namespace mailstop::net {

// The reason in lower case, "no shared cipher"; "" when there is none. Forgets it.
std::string take_tls_error();

void forget_tls_errors();

}  // namespace mailstop::net
