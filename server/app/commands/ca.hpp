// `mailstop ca`: prints the certificate of the local CA of --tls=auto, or how to make programs trust it.
#pragma once
#include "config/command_line.hpp"

namespace mailstop::app {

// The exit status: 1 when there is no such CA and none can be made (said on stderr).
int print_ca(config::PrintCa command);

}  // namespace mailstop::app
