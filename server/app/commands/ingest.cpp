#include "app/commands/ingest.hpp"

#include "app/commands/ingest_targets.hpp"

namespace mailstop::app {

int ingest_mail(const config::Ingest& command) {
  IngestRun run(command);
  if (command.smtp) return ingest_over_smtp(command, run);
  if (command.database) return ingest_into_database(command, run);
  return ingest_through_api(command, run);
}

}  // namespace mailstop::app
