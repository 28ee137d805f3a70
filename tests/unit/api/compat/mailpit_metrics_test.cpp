// Mailpit's names in /metrics.
#include "unit/api/compat/compat_fixture.hpp"

namespace mailstop::test {
namespace {

class MailpitMetrics : public CompatFixture {
 protected:
  MailpitMetrics() {
    api_.add_metrics([this](api::v1::MetricsText& text) { return compat_.write_metrics(text); });
  }
  std::string metrics() { return text_of(get("/metrics")); }
};

TEST_F(MailpitMetrics, StandBesideTheNativeOnesWithTheirTypes) {
  inject_subject("one");
  const auto text = metrics();
  for (const auto* name :
       {"messages", "messages_unread", "database_size_bytes", "memory_usage_bytes", "uptime_seconds"})
    EXPECT_NE(text.find(fmt::format("# TYPE mailpit_{} gauge\nmailpit_{} ", name, name)), std::string::npos)
        << name;
  for (const auto* name : {"messages_deleted_total", "smtp_accepted_total", "smtp_accepted_size_bytes_total",
                           "smtp_rejected_total", "smtp_ignored_total"})
    EXPECT_NE(text.find(fmt::format("# TYPE mailpit_{} counter\nmailpit_{} 0\n", name, name)),
              std::string::npos)
        << name;
  EXPECT_NE(text.find("\nmailpit_messages 1\n"), std::string::npos);
  EXPECT_NE(text.find("\nmailstop_messages 1\n"), std::string::npos);
}

TEST_F(MailpitMetrics, ATagHasANumberOfItsOwn) {
  EXPECT_EQ(metrics().find("mailpit_tag_messages"), std::string::npos);
  for (const auto* tags : {"sale", "sale", "a \"b\""})
    EXPECT_EQ(text_of(put("/api/v1/tags", Json({{"IDs", {inject_subject("x")}}, {"Tags", {tags}}}).dump())),
              "ok");
  const auto text = metrics();
  EXPECT_NE(text.find("# TYPE mailpit_tag_messages gauge\n"), std::string::npos);
  EXPECT_NE(text.find("mailpit_tag_messages{tag=\"sale\"} 2\n"), std::string::npos);
  store_.fail_with({Errc::storage_failed, "no"});
  EXPECT_EQ(get("/metrics").status, Status::service_unavailable);
}

TEST_F(MailpitMetrics, AreLeftOutWithMailpit) {
  api::compat::CompatSettings settings;
  settings.tools = {api::compat::Tool::mailhog};
  api::compat::Compat without(
      api::compat::CompatContext{mailroom_, settings, [this] { return facts_; }, faults_, tally_, 1 << 20});
  api::v1::MetricsText text;
  const auto written = run_task(context_, without.write_metrics(text));
  EXPECT_TRUE(written);
  EXPECT_EQ(text.take(), "");
}

}  // namespace
}  // namespace mailstop::test
