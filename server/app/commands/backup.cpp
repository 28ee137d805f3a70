#include "app/commands/backup.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "app/commands/database_choice.hpp"
#include "app/commands/exit_status.hpp"
#include "app/commands/failure.hpp"
#include "app/commands/progress.hpp"
#include "app/commands/remote_server.hpp"
#include "app/commands/terminal.hpp"
#include "store/sqlite/backup.hpp"

namespace mailstop::app {

int make_backup(const config::Backup& command) {
  const auto database = choose_database(command.settings.store);
  if (!database) return fail_usage(database.error());
  store::sqlite::BackupPlan plan;
  plan.from = *database;
  plan.to = command.file;
  plan.overwrite = command.force ? store::sqlite::Overwrite::yes : store::sqlite::Overwrite::no;
  Progress progress;
  const auto backup =
      store::sqlite::back_up_database(plan, [&progress](const store::sqlite::BackupProgress& far) {
        if (progress.is_due())
          progress.show(fmt::format("{} of {}", size_text(far.done_bytes), size_text(far.total_bytes)));
      });
  progress.clear();
  if (!backup) return fail(backup.error());
  if (command.json) {
    Json json;
    json["database"] = *database;
    json["backup"] = command.file;
    json["messages"] = backup->messages;
    json["bytes"] = backup->bytes;
    fmt::print("{}\n", safe_json(json.dump(-1, ' ', false, Json::error_handler_t::replace)));
  } else {
    fmt::print("{}: {}, {}\n", safe_line(command.file), count_text(backup->messages),
               size_text(backup->bytes));
  }
  return status_done;
}

}  // namespace mailstop::app
