#include <gmock/gmock.h>

#include "app/commands/html_report.hpp"
#include "app/commands/junit_report.hpp"
#include "app/commands/markup_text.hpp"

namespace mailstop::app {
namespace {

using testing::HasSubstr;
using testing::Not;

ExecOutcome outcome_of_a_run() {
  ExecOutcome outcome;
  outcome.command = "sh -c 'a < b && \"c\"'";
  outcome.took = Duration(1234);
  outcome.expectations = {{"to=a&count=1", ""}, {"subject=<b>", "expected\x1b 1\n  <subject>"}};
  return outcome;
}

TEST(MarkupText, EscapesWhatIsMarkup) {
  EXPECT_EQ(to_markup("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  EXPECT_EQ(to_markup("a\r\n\tb"), "a\n\tb");
}

TEST(MarkupText, ReplacesWhatXmlMayNotHold) {
  EXPECT_EQ(to_markup(std::string_view("\0\x1b\x7f", 3)), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(to_markup("\xff-\xC3"), "\uFFFD-\uFFFD");
  EXPECT_EQ(to_markup("\xEF\xBF\xBFx"), "\uFFFDx");
  EXPECT_EQ(to_markup("ü\u2713"), "ü\u2713");
}

TEST(JunitReport, HasACaseForTheCommandAndEachExpectation) {
  const auto report = junit_report(outcome_of_a_run());
  EXPECT_THAT(report, HasSubstr("tests=\"3\" failures=\"1\" errors=\"0\" time=\"1.234\""));
  EXPECT_THAT(report,
              HasSubstr("name=\"sh -c &#39;a &lt; b &amp;&amp; &quot;c&quot;&#39;\" time=\"1.234\"/>"));
  EXPECT_THAT(report, HasSubstr("name=\"expect to=a&amp;count=1\" time=\"0.000\"/>"));
  EXPECT_THAT(
      report,
      HasSubstr("<failure message=\"expected\uFFFD 1\">expected\uFFFD 1\n  &lt;subject&gt;</failure>"));
}

TEST(JunitReport, SaysThatTheCommandFailed) {
  auto outcome = outcome_of_a_run();
  outcome.status = 143;
  EXPECT_THAT(junit_report(outcome), HasSubstr("<failure message=\"it ended with status 143\">"));
  EXPECT_THAT(junit_report(outcome), HasSubstr("failures=\"2\""));
}

TEST(HtmlReport, EscapesMails) {
  Json message;
  message["id"] = "01kam2x7f0m7aaaa";
  message["subject"] = "<script>alert(1)</script>";
  message["text"] = "</pre><img src=x onerror=alert(1)>";
  Json session;
  session["id"] = "01kam2x7f0m7bbbb";
  session["outcome"] = "rejected";
  session["diagnosis"] = "<script>alert(2)</script>";
  const auto page = html_report(outcome_of_a_run(), {message}, {session});
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)"));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(2)"));
  EXPECT_THAT(page, HasSubstr("href=\"01kam2x7f0m7aaaa.eml\""));
  EXPECT_THAT(page, HasSubstr("href=\"session-01kam2x7f0m7bbbb.json\""));
  EXPECT_THAT(page, HasSubstr("✗ subject=&lt;b&gt;"));
  EXPECT_THAT(page, HasSubstr("Mails (1)"));
}

}  // namespace
}  // namespace mailstop::app
