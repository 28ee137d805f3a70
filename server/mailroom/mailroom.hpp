// The use cases: what can be done with mail here, whoever asks (SMTP, REST, command line). Knows no protocol
// and no SQL.
//
// Thread: any executor; every call resumes on its caller's. Owned by app::Application, outlives listeners and
// servers.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/content.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "events/bus.hpp"
#include "mail/envelope.hpp"
#include "mail/parsed_message.hpp"
#include "mailroom/held_mail.hpp"
#include "mailroom/sessions.hpp"
#include "store/message_store.hpp"

namespace mailstop::mailroom {

// A message as its sender handed it over.
struct Arrival {
  mail::Envelope envelope;
  Content raw;
  std::string inbox = "default";
  std::vector<std::string> tags;
  std::string session_id;  // of the SMTP session that brought it; "" when none did
};

// A stored message together with its bodies.
struct OpenedMessage {
  store::StoredMessage message;
  std::string text;
  std::string html;
};

// Names a message: an id, or the newest of a selection ("latest").
struct MessageReference {
  std::string id;  // "latest" or an id
  store::Selection selection;
};

class Mailroom {
 public:
  // `workers` runs what would hold up a network thread: parsing and decoding of large messages.
  Mailroom(store::MessageStore& store, store::SessionStore& sessions, events::Bus& bus, const Clock& clock,
           asio::any_io_executor workers);

  // Parses and stores; answers after the commit. A message that its envelope wants held is kept out of sight
  // until its time.
  Task<Result<mail::MessageSummary>> accept(Arrival arrival);

  Task<Result<store::Page>> list(store::ListRequest request);
  Task<Result<std::string>> resolve(MessageReference reference);
  Task<Result<store::StoredMessage>> get(std::string id);
  Task<Result<OpenedMessage>> open(std::string id);

  Task<Result<std::string>> raw(std::string id);
  Task<Result<std::string>> text(std::string id);
  Task<Result<std::string>> html(std::string id);
  Task<Result<std::vector<mail::Header>>> headers(std::string id);
  // The decoded bytes of a part. not_found names the parts that exist.
  Task<Result<std::string>> part(std::string id, std::string part_id);

  Task<Result<mail::MessageSummary>> update(std::string id, store::Patch patch);
  Task<Result<std::uint64_t>> update_all(store::Selection selection, store::Patch patch);
  Task<Result<void>> remove(std::string id);
  Task<Result<std::uint64_t>> remove_all(store::Selection selection);

  Task<Result<store::Status>> status();

  // The SMTP session that brought a message. not_found says why there is none.
  Task<Result<mail::SmtpSession>> session_of(std::string id);

  HeldMail& held_mail() { return held_mail_; }
  Sessions& sessions() { return sessions_; }
  events::Bus& bus() { return bus_; }
  Timestamp now() const { return clock_.now(); }
  const Clock& clock() const { return clock_; }

 private:
  Task<mail::ParsedMessage> parse(const Content& raw);

  store::MessageStore& store_;
  events::Bus& bus_;
  const Clock& clock_;
  asio::any_io_executor workers_;
  Sessions sessions_;
  HeldMail held_mail_;
};

}  // namespace mailstop::mailroom
