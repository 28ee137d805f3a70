#include "app/commands/junit_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/commands/markup_text.hpp"
#include "base/timestamp.hpp"

namespace mailstop::app {
namespace {

std::string seconds_of(Duration duration) {
  return fmt::format("{}.{:03}", duration.count() / 1000, duration.count() % 1000);
}

// An attribute's line breaks would be read as spaces.
std::string test_case(const std::string& name, Duration took, const std::string& failure) {
  auto text = fmt::format("    <testcase classname=\"mailstop exec\" name=\"{}\" time=\"{}\"",
                          to_markup(name), seconds_of(took));
  if (failure.empty()) return text + "/>\n";
  const auto first_line = failure.substr(0, failure.find('\n'));
  return text + fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
                            to_markup(first_line), to_markup(failure));
}

}  // namespace

std::string junit_report(const ExecOutcome& outcome) {
  std::string cases =
      test_case(outcome.command, outcome.took,
                outcome.status == 0 ? "" : fmt::format("it ended with status {}", outcome.status));
  for (const auto& expectation : outcome.expectations)
    cases += test_case("expect " + expectation.filters, Duration(0), expectation.explanation);
  const auto failed =
      std::count_if(outcome.expectations.begin(), outcome.expectations.end(),
                    [](const auto& expectation) { return !expectation.explanation.empty(); }) +
      (outcome.status == 0 ? 0 : 1);
  const auto counts =
      fmt::format("name=\"mailstop exec\" tests=\"{}\" failures=\"{}\" errors=\"0\" time=\"{}\"",
                  outcome.expectations.size() + 1, failed, seconds_of(outcome.took));
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {0}>\n  <testsuite {0} skipped=\"0\" "
      "timestamp=\"{1}\">\n{2}  </testsuite>\n</testsuites>\n",
      counts, to_rfc3339(outcome.started_at), cases);
}

}  // namespace mailstop::app
