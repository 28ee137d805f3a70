// report.html of `exec --artifacts`: one file that needs no other and no script. Pure.
#pragma once
#include <string>

#include "app/commands/exec_outcome.hpp"
#include "app/commands/remote_server.hpp"

namespace mailstop::app {

// `messages` are those of GET /v1/messages/{id}, `sessions` of GET /v1/sessions/{id}; in the order to be
// shown.
std::string html_report(const ExecOutcome& outcome, const std::vector<Json>& messages,
                        const std::vector<Json>& sessions);

}  // namespace mailstop::app
