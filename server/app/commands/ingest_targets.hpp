// Where `ingest` gives the mail. Each runs to the end and answers with the exit status.
#pragma once
#include "app/commands/ingest_run.hpp"
#include "config/command.hpp"

namespace mailstop::app {

int ingest_through_api(const config::Ingest& command, IngestRun& run);
int ingest_over_smtp(const config::Ingest& command, IngestRun& run);
int ingest_into_database(const config::Ingest& command, IngestRun& run);

}  // namespace mailstop::app
