#include "app/commands/check.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <string>

#include "app/commands/database_choice.hpp"
#include "app/commands/exit_status.hpp"
#include "app/commands/progress.hpp"
#include "app/commands/remote_server.hpp"
#include "app/commands/terminal.hpp"
#include "store/sqlite/inspection.hpp"

namespace mailstop::app {
namespace {

using store::sqlite::Finding;
using store::sqlite::Inspection;
using store::sqlite::InspectionProgress;

std::string progress_text(const InspectionProgress& progress) {
  return progress.is_structure ? "checking the structure of the file"
                               : fmt::format("{} of {}", progress.done, count_text(progress.total));
}

void print_finding(const Finding& finding) {
  const auto whose =
      finding.message_id.empty() ? std::string() : fmt::format("message {}: ", finding.message_id);
  fmt::print("{}{} {}\n", safe_line(whose), safe_line(finding.text), finding.advice);
}

void print_report(const std::string& database, const Inspection& inspection) {
  for (const auto& finding : inspection.findings) print_finding(finding);
  if (inspection.finding_count > inspection.findings.size())
    fmt::print("and {} more\n", inspection.finding_count - inspection.findings.size());
  const auto verdict = inspection.finding_count == 0
                           ? std::string("nothing is wrong")
                           : fmt::format("{} thing{} wrong", inspection.finding_count,
                                         inspection.finding_count == 1 ? " is" : "s are");
  fmt::print("{}: {}, {}, format {}: {}\n", safe_line(database), count_text(inspection.messages),
             size_text(inspection.bytes), inspection.version, verdict);
  if (inspection.version < inspection.newest_version)
    fmt::print("The next server brings it to format {}.\n", inspection.newest_version);
}

void print_report_json(const std::string& database, const Inspection& inspection) {
  Json json;
  json["database"] = database;
  json["sound"] = inspection.finding_count == 0;
  json["version"] = inspection.version;
  json["newestVersion"] = inspection.newest_version;
  json["messages"] = inspection.messages;
  json["bytes"] = inspection.bytes;
  json["findingCount"] = inspection.finding_count;
  json["findings"] = Json::array();
  for (const auto& finding : inspection.findings) {
    Json one;
    one["code"] = finding.code;
    one["messageId"] = finding.message_id.empty() ? Json() : Json(finding.message_id);
    one["text"] = finding.text;
    one["advice"] = finding.advice;
    json["findings"].push_back(std::move(one));
  }
  fmt::print("{}\n", safe_json(json.dump(-1, ' ', false, Json::error_handler_t::replace)));
}

}  // namespace

int check_database(const config::Check& command) {
  const auto database = choose_database(command.settings.store);
  if (!database) return fail_usage(database.error());
  Progress progress;
  const auto inspection =
      store::sqlite::inspect_database(*database, [&progress](const InspectionProgress& far) {
        if (progress.is_due()) progress.show(progress_text(far));
      });
  progress.clear();
  if (!inspection) return fail_usage(inspection.error());
  if (command.json)
    print_report_json(*database, *inspection);
  else
    print_report(*database, *inspection);
  return inspection->finding_count == 0 ? status_done : status_not_met;
}

}  // namespace mailstop::app
