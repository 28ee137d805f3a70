// The arguments of sendmail, as programs have called it for forty years: short flags that may be joined or
// stand before their value, most of which mean nothing here. Pure.
#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "config/command.hpp"
#include "config/setting_layers.hpp"

namespace mailstop::config {

// -t -i -oi -f ADDR -r ADDR -F NAME -bs -v --smtp-addr HOST:PORT, and recipients. MAILSTOP_SMTP_HOST and
// MAILSTOP_SMTP_PORT are read when no server is named. Errors: what no sendmail takes.
Result<Sendmail> parse_sendmail_arguments(const std::vector<std::string>& arguments,
                                          const Environment& environment);

// "host", "host:port", "[::1]:1025"; port 0 when there is none.
Result<SmtpRemote> parse_smtp_remote(std::string_view text);

// From the variables, else 127.0.0.1:1025.
Result<SmtpRemote> default_smtp_remote(const Environment& environment);

}  // namespace mailstop::config
