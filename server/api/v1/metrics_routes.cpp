#include "api/v1/metrics_routes.hpp"

#include <fmt/format.h>

#include "base/log.hpp"
#include "base/process_use.hpp"

namespace mailstop::api::v1 {
namespace {

using http::Method;

void write_mail(MetricsText& text, const store::Status& status, const events::Tally& tally,
                std::uint64_t discarded) {
  text.gauge("mailstop_messages", "Messages in the store.", static_cast<double>(status.totals.total));
  text.gauge("mailstop_messages_unread", "Unread messages in the store.",
             static_cast<double>(status.totals.unread));
  text.counter("mailstop_messages_stored_total", "Messages stored since the start.", tally.stored());
  text.counter("mailstop_messages_stored_bytes_total", "Bytes of the messages stored since the start.",
               tally.stored_bytes());
  text.counter("mailstop_messages_deleted_total", "Messages deleted since the start, by limits too.",
               tally.deleted());
  text.counter("mailstop_messages_discarded_total", "Messages acknowledged and not kept since the start.",
               discarded);
  text.family("mailstop_smtp_sessions_total", "SMTP connections that have ended, by outcome.", "counter");
  for (const auto outcome : mail::session_outcomes)
    text.sample("mailstop_smtp_sessions_total", quoted_label("outcome", mail::to_text(outcome)),
                static_cast<double>(tally.sessions(outcome)));
}

void write_store(MetricsText& text, const store::Status& status, const store::StoreFigures& figures) {
  text.gauge("mailstop_sequence", "Sequence of the newest change.", static_cast<double>(status.sequence));
  text.gauge("mailstop_indexed_sequence", "Sequence up to which the search index has come.",
             static_cast<double>(status.indexed));
  text.gauge("mailstop_database_bytes", "Size of the database.", static_cast<double>(status.database_bytes));
  text.gauge("mailstop_write_queue", "Changes that wait for the writer.",
             static_cast<double>(figures.waiting_changes.load()));
  text.histogram("mailstop_commit_changes", "Changes in one transaction.", figures.commit_changes);
  text.histogram("mailstop_commit_seconds", "Time of one transaction with its commit.",
                 figures.commit_seconds);
  text.counter("mailstop_commit_failures_total", "Transactions that failed.", figures.failed_commits);
  text.histogram("mailstop_search_seconds", "Time of one search in the store.", figures.search_seconds);
}

void write_answers(MetricsText& text, const AnswerTally& answers) {
  constexpr std::string_view name = "mailstop_http_answers_total";
  text.family(name, "Answers of the web server, by route, method and status.", "counter");
  for (const auto& [key, count] : answers.all()) {
    const auto& [route, method, status] = key;
    const auto labels = fmt::format(
        "{},{},status=\"{}\"", quoted_label("route", route.empty() ? "other" : route),
        quoted_label("method", std::string_view(to_string(method))), static_cast<unsigned>(status));
    text.sample(name, labels, static_cast<double>(count));
  }
}

void write_process(MetricsText& text, Duration uptime) {
  const auto use = process_use();
  text.gauge("mailstop_uptime_seconds", "Time since the start.", static_cast<double>(uptime.count()) / 1000);
  text.gauge("process_resident_memory_bytes", "Resident memory.", static_cast<double>(use.resident_bytes));
  text.family("process_cpu_seconds_total", "CPU time of all threads.", "counter");
  text.sample("process_cpu_seconds_total", "", use.cpu_seconds);
  text.gauge("process_open_fds", "Open files and sockets.", static_cast<double>(use.open_files));
}

}  // namespace

const http::RouteOf<MetricsApi> MetricsApi::routes[] = {{Method::get, "/metrics", "", &MetricsApi::metrics}};

void MetricsApi::add_routes(http::Router& router) {
  router.add(routes, *this);
}

Task<http::Response> MetricsApi::metrics(const http::Request&) {
  const auto status = co_await mailroom_.status();
  if (!status) co_return http::error_response(status.error());
  const auto facts = facts_();
  MetricsText text;
  text.family("mailstop_build_info", "The version that runs.", "gauge");
  text.sample("mailstop_build_info", quoted_label("version", facts.version), 1);
  write_mail(text, *status, sources_.tally, facts.discarded);
  write_store(text, *status, mailroom_.figures());
  write_answers(text, sources_.answers);
  text.gauge("mailstop_event_subscribers", "WebSocket and SSE clients and held expectations.",
             static_cast<double>(mailroom_.bus().subscribers()));
  write_process(text, mailroom_.now() - facts.started_at);
  for (const auto& write : more_) {
    const auto written = co_await write(text);
    if (!written) log::warning("/metrics leaves something out: {}", written.error().message);
  }
  http::Response response;
  response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  response.body = text.take();
  co_return response;
}

}  // namespace mailstop::api::v1
