#include "app/commands/html_report.hpp"

#include <fmt/format.h>

#include "app/commands/markup_text.hpp"
#include "app/commands/message_line.hpp"
#include "app/commands/message_text.hpp"
#include "base/quantity.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"

namespace mailstop::app {
namespace {

constexpr std::size_t longest_text = 64 * 1024;  // of one mail: the rest is in its file

// The policy is for a reader that is in doubt: nothing here is from elsewhere.
constexpr std::string_view report_head = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{0}</title>
<style>
body {{ font: 15px/1.45 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }}
h1 {{ font-size: 1.3rem }} h2 {{ font-size: 1.1rem; margin-top: 2rem }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; background: #8881; padding: .7rem; border-radius: .3rem }}
summary {{ cursor: pointer; padding: .25rem 0; overflow-wrap: anywhere }}
details {{ border-bottom: 1px solid #8884 }}
.good {{ color: #15803d }} .bad {{ color: #dc2626 }} .dim {{ opacity: .7 }}
</style>
</head>
<body>
)";

std::string preformatted(std::string_view text) {
  const auto shown = truncate_utf8(text, longest_text);
  const auto* const rest = shown.size() < text.size() ? "\n(the rest is in the file)" : "";
  return fmt::format("<pre>{}{}</pre>\n", to_markup(shown), rest);
}

std::string expectations_part(const ExecOutcome& outcome) {
  if (outcome.expectations.empty()) return {};
  std::string text = "<h2>Expectations</h2>\n";
  for (const auto& expectation : outcome.expectations) {
    const bool is_met = expectation.explanation.empty();
    text += fmt::format("<p class=\"{}\">{} {}</p>\n", is_met ? "good" : "bad", is_met ? "✓" : "✗",
                        to_markup(expectation.filters));
    if (!is_met) text += preformatted(expectation.explanation);
  }
  return text;
}

std::string message_part(const Json& message) {
  const auto line = read_message_line(message);
  return fmt::format(
      "<details><summary><span class=\"dim\">{}</span> {} → {}: <b>{}</b></summary>\n<p><a "
      "href=\"{}.eml\">{}.eml</a></p>\n{}</details>\n",
      to_markup(line.time), to_markup(line.from), to_markup(line.to), to_markup(line.subject),
      to_markup(line.id), to_markup(line.id), preformatted(message_text(message)));
}

std::string session_part(const Json& session) {
  const auto id = to_markup(text_of(session, "id"));
  return fmt::format(
      "<details><summary><span class=\"dim\">{}</span> <span class=\"bad\">{}</span> {}</summary>\n<p><a "
      "href=\"session-{}.json\">session-{}.json</a></p>\n{}</details>\n",
      to_markup(local_time(text_of(session, "endedAt"))), to_markup(text_of(session, "outcome")),
      to_markup(text_of(session, "diagnosis")), id, id, preformatted(session_text(session)));
}

}  // namespace

std::string html_report(const ExecOutcome& outcome, const std::vector<Json>& messages,
                        const std::vector<Json>& sessions) {
  const auto title = to_markup(fmt::format("mailstop exec: {}", outcome.command));
  auto page = fmt::format(fmt::runtime(report_head), title);
  page += fmt::format(
      "<h1>{}</h1>\n<p class=\"{}\">status {} <span class=\"dim\">after {}, begun {}</span></p>\n",
      to_markup(outcome.command), outcome.status == 0 ? "good" : "bad", outcome.status, to_text(outcome.took),
      to_rfc3339(outcome.started_at));
  page += expectations_part(outcome);
  page += fmt::format("<h2>Mails ({})</h2>\n", messages.size());
  for (const auto& message : messages) page += message_part(message);
  page += fmt::format("<h2>Failed SMTP sessions ({})</h2>\n", sessions.size());
  for (const auto& session : sessions) page += session_part(session);
  return page + "</body>\n</html>\n";
}

}  // namespace mailstop::app
