#include "api/compat/mailpit/metrics.hpp"

#include "api/compat/mailpit/statistics.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

void write_gauges(v1::MetricsText& text, const Statistics& numbers) {
  const auto gauge = [&text](std::string_view name, std::string_view help, std::uint64_t value) {
    text.gauge(name, help, static_cast<double>(value));
  };
  gauge("mailpit_messages", "As mailstop_messages.", numbers.store.totals.total);
  gauge("mailpit_messages_unread", "As mailstop_messages_unread.", numbers.store.totals.unread);
  gauge("mailpit_database_size_bytes", "As mailstop_database_bytes.", numbers.store.database_bytes);
  gauge("mailpit_memory_usage_bytes", "As process_resident_memory_bytes.", numbers.memory);
  gauge("mailpit_uptime_seconds", "As mailstop_uptime_seconds, in whole seconds.", numbers.uptime);
}

void write_counters(v1::MetricsText& text, const Statistics& numbers) {
  text.counter("mailpit_messages_deleted_total", "As mailstop_messages_deleted_total.", numbers.deleted);
  text.counter("mailpit_smtp_accepted_total", "As mailstop_messages_stored_total.", numbers.accepted);
  text.counter("mailpit_smtp_accepted_size_bytes_total", "As mailstop_messages_stored_bytes_total.",
               numbers.accepted_bytes);
  text.counter("mailpit_smtp_rejected_total", "SMTP sessions that were rejected or refused.",
               numbers.rejected);
  text.counter("mailpit_smtp_ignored_total", "Always 0: no message is ignored as a duplicate.",
               numbers.ignored);
}

// A family of which there is nothing to tell is not named, as it is not by Mailpit.
void write_tags(v1::MetricsText& text, const std::vector<store::TagFacts>& tags) {
  constexpr std::string_view name = "mailpit_tag_messages";
  if (!tags.empty()) text.family(name, "Messages that have the tag.", "gauge");
  for (const auto& tag : tags)
    text.sample(name, v1::quoted_label("tag", tag.name), static_cast<double>(tag.totals.total));
}

}  // namespace

Task<Result<void>> Metrics::write(v1::MetricsText& text) {
  const auto numbers = co_await gather_statistics(mailroom_, facts_(), tally_);
  if (!numbers) co_return numbers.error();
  write_gauges(text, *numbers);
  write_counters(text, *numbers);
  write_tags(text, numbers->tags);
  co_return Result<void>();
}

}  // namespace mailstop::api::compat::mailpit
