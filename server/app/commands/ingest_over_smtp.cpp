#include <fmt/format.h>

#include <cstdio>
#include <optional>
#include <utility>

#include "app/commands/exit_status.hpp"
#include "app/commands/ingest_targets.hpp"
#include "app/commands/remote_server.hpp"
#include "app/commands/smtp_delivery.hpp"
#include "app/commands/terminal.hpp"

namespace mailstop::app {
namespace {

using smtp_client::MailResult;
using smtp_client::Outgoing;

class SmtpIngest {
 public:
  SmtpIngest(const config::Ingest& command, IngestRun& run) : command_(command), run_(run) {}

  std::optional<Outgoing> next(const std::optional<MailResult>& last) {
    if (last) note(*last);
    while (auto mail = run_.next()) {
      auto envelope = envelope_of(command_, mail->raw);
      if (envelope.recipients.empty()) {
        run_.refused(mail->name, "it names no recipient: say one with --to");
        continue;
      }
      name_ = std::move(mail->name);
      size_ = mail->raw.size();
      return Outgoing{std::move(envelope.sender), std::move(envelope.recipients), std::move(mail->raw)};
    }
    return std::nullopt;
  }

 private:
  void note(const MailResult& result) {
    if (result.is_accepted) run_.took(size_);
    for (const auto& [recipient, reply] : result.refused_recipients)
      run_.refused(name_, fmt::format("<{}> {}", recipient, to_text(reply)));
    if (!result.is_accepted && result.refused_recipients.empty()) run_.refused(name_, to_text(result.reply));
  }

  const config::Ingest& command_;
  IngestRun& run_;
  std::string name_;  // of the message on its way
  std::size_t size_ = 0;
};

}  // namespace

int ingest_over_smtp(const config::Ingest& command, IngestRun& run) {
  SmtpIngest target(command, run);
  SmtpDelivery delivery;
  delivery.server = *command.smtp;
  const auto failure =
      deliver(delivery, [&target](const std::optional<MailResult>& last) { return target.next(last); });
  if (!failure) return fail_usage(failure.error());
  if (*failure) {
    fmt::print(stderr, "mailstop: {}\n", safe_text((*failure)->message));
    run.stop(status_unreachable);
  }
  return run.finish();
}

}  // namespace mailstop::app
