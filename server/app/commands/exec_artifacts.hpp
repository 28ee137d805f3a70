// What `exec --artifacts` keeps: every mail as ID.eml, every failed SMTP session as session-ID.json, and
// report.html.
#pragma once
#include <string>

#include "app/commands/exec_outcome.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/client.hpp"

namespace mailstop::app {

// Asks the server behind `client`. Errors: what could not be written or read.
Task<Result<void>> keep_artifacts(const http::Client& client, std::string folder, ExecOutcome outcome);

// Made before the command runs, so that a folder that cannot be made is a mistake and no loss.
Result<void> make_artifacts_folder(const std::string& folder);

Result<void> write_output(const std::string& path, std::string_view content);

}  // namespace mailstop::app
