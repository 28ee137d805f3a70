#include "app/commands/ingest_run.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

#include "app/commands/exit_status.hpp"
#include "app/commands/remote_server.hpp"
#include "app/commands/terminal.hpp"
#include "mail/header_envelope.hpp"

namespace mailstop::app {
namespace {

constexpr std::size_t kept_refusals = 1000;

}  // namespace

std::optional<IngestMail> IngestRun::next() {
  while (!is_stopped()) {
    auto message = source_.next();
    if (!message) return std::nullopt;
    if (message->raw) return IngestMail{std::move(message->name), std::move(*message->raw)};
    refused(message->name, message->raw.error().message);
  }
  return std::nullopt;
}

void IngestRun::took(std::size_t bytes) {
  ++stored_;
  bytes_ += bytes;
  show();
}

void IngestRun::discarded() {
  ++discarded_;
  show();
}

void IngestRun::refused(const std::string& name, const std::string& reason) {
  ++refused_;
  progress_.clear();
  fmt::print(stderr, "mailstop: {}: {}\n", safe_line(name), safe_line(reason));
  if (refusals_.size() < kept_refusals) refusals_.push_back({name, reason});
}

void IngestRun::show() {
  if (progress_.is_due()) progress_.show(rate_text(stored_ + discarded_, progress_.seconds()));
}

int IngestRun::finish() {
  progress_.clear();
  if (command_.json) {
    print_json();
  } else {
    auto text = fmt::format("{} taken, {}", count_text(stored_), size_text(bytes_));
    if (discarded_ > 0) text += fmt::format("; {} discarded by a routing rule", discarded_);
    if (refused_ > 0) text += fmt::format("; {} not taken", refused_);
    fmt::print("{}\n", text);
  }
  if (stopped_) return *stopped_;
  return refused_ > 0 ? status_not_met : status_done;
}

void IngestRun::print_json() const {
  Json json;
  json["stored"] = stored_;
  json["bytes"] = bytes_;
  json["discarded"] = discarded_;
  json["refused"] = refused_;
  json["refusals"] = Json::array();
  for (const auto& [name, reason] : refusals_) {
    Json refusal;
    refusal["name"] = name;
    refusal["reason"] = reason;
    json["refusals"].push_back(std::move(refusal));
  }
  json["complete"] = !is_stopped();
  json["seconds"] = progress_.seconds();
  fmt::print("{}\n", safe_json(json.dump(-1, ' ', false, Json::error_handler_t::replace)));
}

IngestEnvelope envelope_of(const config::Ingest& command, std::string_view raw) {
  auto own = mail::read_header_envelope(raw);
  IngestEnvelope envelope;
  envelope.sender = command.sender ? *command.sender : std::move(own.sender);
  envelope.recipients = command.recipients.empty() ? std::move(own.recipients) : command.recipients;
  return envelope;
}

}  // namespace mailstop::app
