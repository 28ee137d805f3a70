#include <fmt/format.h>

#include <utility>

#include "api/v1/inbox_name.hpp"
#include "api/v1/json_reader.hpp"
#include "app/commands/exit_status.hpp"
#include "app/commands/failure.hpp"
#include "app/commands/ingest_pool.hpp"
#include "app/commands/ingest_targets.hpp"
#include "app/commands/remote_server.hpp"
#include "app/commands/stored_mail.hpp"

namespace mailstop::app {
namespace {

constexpr std::size_t insertions_at_once = 256;  // share a commit

bool is_refusal_code(Errc code) {
  return code == Errc::invalid_argument || code == Errc::refused || code == Errc::too_large ||
         code == Errc::conflict;
}

mailroom::Arrival to_arrival(const config::Ingest& command, std::string raw) {
  auto envelope = envelope_of(command, raw);
  mailroom::Arrival arrival;
  arrival.envelope.sender = std::move(envelope.sender);
  arrival.envelope.body = mail::BodyType::eight_bit_mime;
  for (auto& address : envelope.recipients) {
    mail::Recipient recipient;
    recipient.address = std::move(address);
    arrival.envelope.recipients.push_back(std::move(recipient));
  }
  arrival.raw = std::move(raw);
  arrival.inbox = command.inbox.value_or("");
  arrival.tags = command.tags;
  return arrival;
}

class DatabaseIngest {
 public:
  DatabaseIngest(const config::Ingest& command, IngestRun& run, mailroom::Mailroom& mailroom)
      : command_(command), run_(run), mailroom_(mailroom) {}

  Task<> give(IngestMail mail) {
    const auto size = mail.raw.size();
    auto arrival = to_arrival(command_, std::move(mail.raw));
    const auto stored = co_await mailroom_.accept(std::move(arrival));
    if (run_.is_stopped() && !stored) co_return;
    if (!stored && is_refusal_code(stored.error().code)) {
      run_.refused(mail.name, stored.error().message);
    } else if (!stored) {
      run_.stop(fail(stored.error()));
    } else if (*stored) {
      run_.took(size);
    } else {
      run_.discarded();
    }
  }

 private:
  const config::Ingest& command_;
  IngestRun& run_;
  mailroom::Mailroom& mailroom_;
};

Result<void> check_names(const config::Ingest& command) {
  if (command.inbox && !api::v1::is_inbox_name(*command.inbox)) return api::v1::invalid_inbox_name("--inbox");
  for (const auto& tag : command.tags) {
    if (auto done = api::v1::check_tag(tag, "--tag"); !done) return done;
  }
  return {};
}

}  // namespace

int ingest_into_database(const config::Ingest& command, IngestRun& run) {
  if (auto checked = check_names(command); !checked) return fail_usage(checked.error());
  auto opened = StoredMail::open(*command.database, MissingDatabase::made);
  if (!opened) return fail(opened.error());
  DatabaseIngest target(command, run, (*opened)->mailroom());
  give_all(run, insertions_at_once, [&target](IngestMail mail) { return target.give(std::move(mail)); });
  return run.finish();
}

}  // namespace mailstop::app
