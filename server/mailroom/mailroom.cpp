#include "mailroom/mailroom.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/offload.hpp"
#include "mail/message_parser.hpp"
#include "mailroom/tags.hpp"
#include "query/message_view.hpp"

namespace mailstop::mailroom {
namespace {

// Below this the hop to a worker costs more than the work itself.
constexpr std::size_t small_message = 64 * 1024;

constexpr std::string_view routes_document = "routes";

Error unknown_part(const std::string& part_id, const std::vector<mail::Part>& parts) {
  std::string known;
  for (const auto& part : parts) known += (known.empty() ? "" : ", ") + part.part_id;
  return not_found(fmt::format("the message has no part \"{}\"; it has {}", part_id, known));
}

Error no_longer_kept(const std::string& session) {
  return not_found(fmt::format(
      "the message's session \"{}\" is not kept: the sessions were deleted, or the server stopped "
      "before it could write it down",
      session));
}

// Runs `work(raw)` here when it is small, on a worker when it is large.
template <class Work>
Task<std::invoke_result_t<Work&, const std::string&>> with_raw(asio::any_io_executor workers, std::string raw,
                                                               Work work) {
  if (raw.size() < small_message) co_return work(raw);
  auto job = [raw = std::move(raw), work = std::move(work)]() mutable { return work(raw); };
  co_return co_await offload(workers, std::move(job));
}

}  // namespace

Mailroom::Mailroom(store::MessageStore& store, store::SessionStore& sessions, events::Bus& bus,
                   const Clock& clock, asio::any_io_executor workers, Settings settings)
    : store_(store),
      bus_(bus),
      clock_(clock),
      workers_(std::move(workers)),
      inbox_keys_(settings.inbox_from.empty() ? default_inbox_keys() : std::move(settings.inbox_from)),
      tag_keys_(settings.tags_from.empty() ? TagKeys{TagKey::header} : std::move(settings.tags_from)),
      routes_(std::move(settings.routes)),
      sessions_(sessions, clock),
      held_mail_(store, clock) {}

Task<mail::ParsedMessage> Mailroom::parse(const Content& raw) {
  if (raw.size() < small_message) co_return mail::parse_message(raw.view());
  auto job = [&raw] {
    auto parsed = mail::parse_message(raw.view());
    raw.forget_pages();
    return parsed;
  };
  co_return co_await offload(workers_, std::move(job));
}

// What the rules look at is there as it will be stored, but for the inbox: that is the one without them.
Task<Routing> Mailroom::route(const store::NewMessage& message) {
  const auto routes = routes_.all();
  if (routes->empty()) co_return Routing();
  auto job = [&] {
    auto view = query::view_of(message.envelope, message.parsed);
    const auto headers = mail::parse_headers(message.raw.view());
    view.inbox = message.inbox;
    view.received_at = message.received_at;
    view.size = message.raw.size();
    view.tags = message.tags;
    view.session = message.session_id;
    view.headers = headers;
    return follow(*routes, view);
  };
  if (message.raw.size() < small_message) co_return job();
  co_return co_await offload(workers_, std::move(job));
}

Task<Result<std::optional<mail::MessageSummary>>> Mailroom::accept(Arrival arrival) {
  store::NewMessage message;
  message.received_at = clock_.now();
  if (const auto& wish = arrival.envelope.release) {
    const auto time = mail::release_time(*wish, message.received_at);
    if (time > message.received_at) message.release_at = time;
  }
  message.parsed = co_await parse(arrival.raw);
  const bool may_choose_inbox = arrival.inbox.empty();
  message.inbox = std::move(arrival.inbox);
  message.envelope = std::move(arrival.envelope);
  message.raw = std::move(arrival.raw);
  message.tags = std::move(arrival.tags);
  add_own_tags(tag_keys_, message.envelope, message.parsed, message.raw.view(), message.tags);
  message.session_id = std::move(arrival.session_id);
  if (may_choose_inbox) message.inbox = choose_inbox(message.envelope, message.raw.view(), inbox_keys_);
  auto routing = co_await route(message);
  if (routing.discards) co_return std::optional<mail::MessageSummary>();
  std::move(routing.tags.begin(), routing.tags.end(), std::back_inserter(message.tags));
  if (may_choose_inbox && !routing.inbox.empty())
    message.inbox = choose_inbox(message.envelope, message.raw.view(), inbox_keys_, routing.inbox);
  auto stored = co_await store_.insert(std::move(message));
  if (!stored) co_return stored.error();
  if (stored->held_until) held_mail_.expect(*stored->held_until);
  co_return std::optional(std::move(*stored));
}

Task<Result<store::Page>> Mailroom::list(store::ListRequest request) {
  co_return co_await store_.list(std::move(request));
}

Task<Result<std::string>> Mailroom::resolve(MessageReference reference) {
  if (reference.id != "latest") co_return std::move(reference.id);
  co_return co_await store_.latest(std::move(reference.selection));
}

Task<Result<store::StoredMessage>> Mailroom::get(std::string id) {
  co_return co_await store_.get(std::move(id));
}

Task<Result<OpenedMessage>> Mailroom::open(std::string id) {
  auto message = co_await store_.get(id);
  if (!message) co_return message.error();
  auto raw = co_await store_.raw(std::move(id));
  if (!raw) co_return raw.error();
  auto read_bodies = [stored = std::move(*message)](const std::string& bytes) mutable {
    OpenedMessage opened;
    opened.text = mail::text_body(bytes, stored.parts);
    opened.html = mail::html_body(bytes, stored.parts);
    opened.message = std::move(stored);
    return opened;
  };
  co_return co_await with_raw(workers_, std::move(*raw), std::move(read_bodies));
}

Task<Result<std::string>> Mailroom::raw(std::string id) {
  co_return co_await store_.raw(std::move(id));
}

Task<Result<std::string>> Mailroom::text(std::string id) {
  auto opened = co_await open(std::move(id));
  if (!opened) co_return opened.error();
  co_return std::move(opened->text);
}

Task<Result<std::string>> Mailroom::html(std::string id) {
  auto opened = co_await open(std::move(id));
  if (!opened) co_return opened.error();
  co_return std::move(opened->html);
}

Task<Result<std::vector<mail::Header>>> Mailroom::headers(std::string id) {
  auto raw = co_await store_.raw(std::move(id));
  if (!raw) co_return raw.error();
  co_return co_await with_raw(workers_, std::move(*raw),
                              [](const std::string& bytes) { return mail::parse_headers(bytes); });
}

Task<Result<std::string>> Mailroom::part(std::string id, std::string part_id) {
  auto message = co_await store_.get(id);
  if (!message) co_return message.error();
  const auto& parts = message->parts;
  const auto part =
      std::find_if(parts.begin(), parts.end(), [&](const mail::Part& p) { return p.part_id == part_id; });
  if (part == parts.end()) co_return unknown_part(part_id, parts);
  auto raw = co_await store_.raw(std::move(id));
  if (!raw) co_return raw.error();
  auto decode = [wanted = *part](const std::string& bytes) { return mail::decode_part(bytes, wanted); };
  co_return co_await with_raw(workers_, std::move(*raw), std::move(decode));
}

Task<Result<mail::MessageSummary>> Mailroom::update(std::string id, store::Patch patch) {
  co_return co_await store_.update(std::move(id), std::move(patch));
}

Task<Result<std::uint64_t>> Mailroom::update_all(store::Selection selection, store::Patch patch) {
  co_return co_await store_.update_all(std::move(selection), std::move(patch));
}

Task<Result<void>> Mailroom::remove(std::string id) {
  co_return co_await store_.remove(std::move(id));
}

Task<Result<std::uint64_t>> Mailroom::remove_all(store::Selection selection) {
  co_return co_await store_.remove_all(std::move(selection));
}

Task<Result<store::WindowDone>> Mailroom::update_window(store::Selection selection, store::Window window,
                                                        store::Patch patch) {
  co_return co_await store_.update_window(std::move(selection), window, std::move(patch));
}

Task<Result<store::WindowDone>> Mailroom::remove_window(store::Selection selection, store::Window window) {
  co_return co_await store_.remove_window(std::move(selection), window);
}

Task<Result<std::uint64_t>> Mailroom::update_each(std::vector<std::string> ids, store::Patch patch) {
  co_return co_await store_.update_each(std::move(ids), std::move(patch));
}

Task<Result<std::vector<std::string>>> Mailroom::remove_each(std::vector<std::string> ids) {
  co_return co_await store_.remove_each(std::move(ids));
}

Task<Result<mail::SmtpSession>> Mailroom::session_of(std::string id) {
  auto message = co_await store_.get(std::move(id));
  if (!message) co_return message.error();
  if (message->session_id.empty()) co_return not_found("the message did not come by SMTP: it has no session");
  auto session = co_await sessions_.get(message->session_id);
  if (!session && session.error().code == Errc::not_found) co_return no_longer_kept(message->session_id);
  co_return session;
}

Task<Result<std::vector<store::InboxFacts>>> Mailroom::inboxes() {
  co_return co_await store_.inboxes();
}

Task<Result<store::InboxFacts>> Mailroom::inbox(std::string name) {
  co_return co_await store_.inbox(std::move(name));
}

Task<Result<store::InboxFacts>> Mailroom::set_up_inbox(std::string name, store::InboxSettings settings) {
  const auto done = co_await store_.set_up_inbox(name, std::move(settings));
  if (!done) co_return done.error();
  co_return co_await store_.inbox(std::move(name));
}

Task<Result<store::InboxFacts>> Mailroom::rename_inbox(std::string name, std::string new_name) {
  const auto done = co_await store_.rename_inbox(std::move(name), new_name);
  if (!done) co_return done.error();
  co_return co_await store_.inbox(std::move(new_name));
}

Task<Result<std::uint64_t>> Mailroom::remove_inbox(std::string name) {
  store::Selection selection;
  selection.inbox = name;
  std::uint64_t count = 0;
  for (const bool held : {false, true}) {
    selection.held = held;
    const auto removed = co_await store_.remove_all(selection);
    if (!removed) co_return removed;
    count += *removed;
  }
  const auto forgotten = co_await store_.forget_inbox_settings(std::move(name));
  if (!forgotten) co_return forgotten.error();
  co_return count;
}

Task<Result<std::vector<store::TagFacts>>> Mailroom::tags(std::optional<std::string> inbox) {
  co_return co_await store_.tags(std::move(inbox));
}

Task<Result<std::string>> Mailroom::kept_routes() {
  std::string name(routes_document);
  co_return co_await store_.document(std::move(name));
}

Task<Result<void>> Mailroom::keep_routes(Routes::List routes, std::string document) {
  std::string name(routes_document);
  const auto kept = co_await store_.keep_document(std::move(name), std::move(document));
  if (kept) routes_.replace(routes);
  co_return kept;
}

Task<Result<store::Status>> Mailroom::status() {
  co_return co_await store_.status();
}

}  // namespace mailstop::mailroom
