// `mailstop ingest`: mail from files into the store.
#pragma once
#include "config/command.hpp"

namespace mailstop::app {

// The exit status, of exit_status.hpp.
int ingest_mail(const config::Ingest& command);

}  // namespace mailstop::app
