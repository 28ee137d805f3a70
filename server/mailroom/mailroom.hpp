// The use cases: what can be done with mail here, whoever asks (SMTP, REST, command line). Knows no protocol
// and no SQL.
//
// Thread: any executor; every call resumes on its caller's. Owned by app::Application, outlives listeners and
// servers.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <optional>
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
#include "mailroom/settings.hpp"
#include "store/message_store.hpp"

namespace mailstop::mailroom {

// A message as its sender handed it over.
struct Arrival {
  mail::Envelope envelope;
  Content raw;
  std::string inbox;  // "" leaves the choice to inbox_choice.hpp and routes.hpp
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
           asio::any_io_executor workers, Settings settings = {});

  // Parses and stores; answers after the commit. A message that its envelope wants held is kept out of sight
  // until its time. None when a routing rule discards it.
  Task<Result<std::optional<mail::MessageSummary>>> accept(Arrival arrival);

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
  Task<Result<store::WindowDone>> update_window(store::Selection selection, store::Window window,
                                                store::Patch patch);
  Task<Result<store::WindowDone>> remove_window(store::Selection selection, store::Window window);
  // Of these messages those that are there: how many, and which.
  Task<Result<std::uint64_t>> update_each(std::vector<std::string> ids, store::Patch patch);
  Task<Result<std::vector<std::string>>> remove_each(std::vector<std::string> ids);

  Task<Result<std::vector<store::InboxFacts>>> inboxes();
  Task<Result<store::InboxFacts>> inbox(std::string name);
  Task<Result<store::InboxFacts>> set_up_inbox(std::string name, store::InboxSettings settings);
  // With all that it holds; see MessageStore. Routes and sessions keep the old name.
  Task<Result<store::InboxFacts>> rename_inbox(std::string name, std::string new_name);
  // With its settings and everything in it, held messages too; how many that were.
  Task<Result<std::uint64_t>> remove_inbox(std::string name);

  // All that messages have, of one inbox or of all, by name.
  Task<Result<std::vector<store::TagFacts>>> tags(std::optional<std::string> inbox);

  const Routes& routes() const { return routes_; }
  // What keep_routes() was given last, before a restart maybe.
  Task<Result<std::string>> kept_routes();
  // Those of the API, from now on; `document` is what they were read from.
  Task<Result<void>> keep_routes(Routes::List routes, std::string document);
  void use_routes(const Routes::List& of_api) { routes_.replace(of_api); }

  Task<Result<store::Status>> status();
  const store::StoreFigures& figures() const { return store_.figures(); }

  // The SMTP session that brought a message. not_found says why there is none.
  Task<Result<mail::SmtpSession>> session_of(std::string id);

  HeldMail& held_mail() { return held_mail_; }
  Sessions& sessions() { return sessions_; }
  events::Bus& bus() { return bus_; }
  Timestamp now() const { return clock_.now(); }
  const Clock& clock() const { return clock_; }
  const asio::any_io_executor& workers() const { return workers_; }

 private:
  Task<mail::ParsedMessage> parse(const Content& raw);
  Task<Routing> route(const store::NewMessage& message);

  store::MessageStore& store_;
  events::Bus& bus_;
  const Clock& clock_;
  asio::any_io_executor workers_;
  const InboxKeys inbox_keys_;
  const TagKeys tag_keys_;
  Routes routes_;
  Sessions sessions_;
  HeldMail held_mail_;
};

}  // namespace mailstop::mailroom
