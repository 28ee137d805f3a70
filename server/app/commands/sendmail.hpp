// `mailstop sendmail`: what programs call to send a mail.
#pragma once
#include "config/command.hpp"

namespace mailstop::app {

// The exit status, of sysexits.h.
int submit_mail(const config::Sendmail& command);

}  // namespace mailstop::app
