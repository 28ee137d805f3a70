// `sendmail -bs`: SMTP on standard input and output, which is that of the server.
#pragma once
#include "net/endpoint.hpp"

namespace mailstop::app {

// Passes bytes on, both ways, until the server closes. The exit status, of sysexits.h.
int relay_smtp(const net::Endpoint& server);

}  // namespace mailstop::app
