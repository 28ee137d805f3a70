// Under which names clients on this machine and its network reach the server: what the automatic certificate
// is made for.
#pragma once
#include <string>
#include <vector>

#include "net/endpoint.hpp"

namespace mailstop::net {

// localhost, the loopback addresses, the host name, the addresses that are listened on (all of the machine's
// for a wildcard) and `further`, in lower case, each once.
std::vector<std::string> list_tls_names(const std::vector<Endpoint>& listening,
                                        const std::vector<std::string>& further);

}  // namespace mailstop::net
