// Where messages are kept. Implementations: store/sqlite. Every call may be made from any executor and
// resumes on it.
//
// A change is answered after its commit, never before; its event comes first, in sequence order (see
// Listener). Errors: storage_full when the disk or quota is full, storage_failed when the store cannot do it
// now, unavailable while closing, not_found for an unknown id, too_expensive when a query runs out of its
// time budget.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/content.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "events/event.hpp"
#include "mail/envelope.hpp"
#include "mail/message_summary.hpp"
#include "mail/parsed_message.hpp"
#include "query/query.hpp"
#include "store/inbox_facts.hpp"
#include "store/list_order.hpp"
#include "store/store_figures.hpp"

namespace mailstop::store {

struct NewMessage {
  std::string inbox = "default";
  Timestamp received_at;
  mail::Envelope envelope;
  Content raw;
  mail::ParsedMessage parsed;
  std::vector<std::string> tags;
  std::string session_id;  // of the SMTP session that brought it; "" when none did
  // Until then it is kept, but in no list, total or event; then it is stored like one that has just arrived.
  std::optional<Timestamp> release_at;
};

// Everything but the raw bytes and the bodies, which are read apart.
struct StoredMessage {
  mail::MessageSummary summary;
  mail::Envelope envelope;
  std::string session_id;
  std::string message_id;
  std::optional<Timestamp> date;
  std::vector<mail::Address> reply_to;
  std::string in_reply_to;
  std::vector<std::string> references;
  mail::ListUnsubscribe list_unsubscribe;
  std::vector<mail::Part> parts;
  std::vector<mail::Link> links;
  std::vector<mail::Image> images;
  std::vector<mail::Code> codes;  // none when it was stored by a version that did not look for them
  std::vector<mail::Warning> warnings;
};

// Which messages a list, an update or a deletion means. All that is given must hold.
struct Selection {
  std::optional<std::string> inbox;
  std::optional<query::Query> query;
  std::uint64_t after = 0;  // only messages whose sequence is greater
  bool held = false;        // those that wait for their time, instead of all others; `after` must be 0
};

struct ListRequest {
  Selection selection;
  Sort sort = Sort::received;  // any other one looks at all of the selection
  Order order = Order::newest;
  std::uint32_t limit = 50;     // 1 to 1000
  std::optional<Place> cursor;  // of the last message of the page before, by the same sort
  std::uint64_t offset = 0;     // messages behind the cursor that are left out
};

struct Page {
  std::vector<mail::MessageSummary> messages;
  std::optional<Place> next_cursor;
  Totals totals;  // of the inbox, or of the whole store; the query does not change them
  std::optional<std::uint64_t> matched;  // with a query: how many match, counted up to matched_limit
  bool matched_more = false;             // more than matched_limit match
  std::uint64_t sequence = 0;            // of the newest change that this page has seen
};

constexpr std::uint64_t matched_limit = 1000;

// What to change of a message; what is not given stays.
struct Patch {
  std::optional<bool> read;
  std::optional<bool> pinned;
  std::optional<std::vector<std::string>> tags;  // replaces all
  std::vector<std::string> add_tags;
  std::vector<std::string> remove_tags;
  std::optional<std::string> inbox;
};

struct TagFacts {
  std::string name;
  Totals totals;  // of the messages that have it
};

// A part of a selection: its newest messages, or the newest behind the window before.
struct Window {
  std::uint32_t limit = 1000;           // 1 to 1000
  std::optional<std::uint64_t> cursor;  // next_cursor of the window before
};

struct WindowDone {
  std::uint64_t changed = 0;
  std::optional<std::uint64_t> next_cursor;  // none when the selection has no more
};

// What became of the held messages.
struct Release {
  std::uint64_t released = 0;
  std::optional<Timestamp> next;  // when the next one is due
};

struct Status {
  std::uint64_t sequence = 0;
  Totals totals;
  std::uint64_t database_bytes = 0;
  std::uint64_t indexed = 0;  // up to this sequence searches have an index
};

// Called on the writer's thread after each commit, events in sequence order. Must not block and not call the
// store.
using Listener = std::function<void(std::span<const events::Event>)>;

class MessageStore {
 public:
  virtual ~MessageStore() = default;

  // Refused when the inbox takes no mail.
  virtual Task<Result<mail::MessageSummary>> insert(NewMessage message) = 0;

  virtual Task<Result<Page>> list(ListRequest request) = 0;
  virtual Task<Result<StoredMessage>> get(std::string id) = 0;
  // The newest message of the selection.
  virtual Task<Result<std::string>> latest(Selection selection) = 0;
  virtual Task<Result<std::string>> raw(std::string id) = 0;

  // A held message cannot be changed (conflict), only removed.
  virtual Task<Result<mail::MessageSummary>> update(std::string id, Patch patch) = 0;
  virtual Task<Result<std::uint64_t>> update_all(Selection selection, Patch patch) = 0;
  virtual Task<Result<void>> remove(std::string id) = 0;
  // Deletes what the selection holds when the call is made, in transactions of bounded size.
  virtual Task<Result<std::uint64_t>> remove_all(Selection selection) = 0;
  // A window of the selection in one transaction.
  virtual Task<Result<WindowDone>> update_window(Selection selection, Window window, Patch patch) = 0;
  virtual Task<Result<WindowDone>> remove_window(Selection selection, Window window) = 0;

  // Those of `ids` that are there and not held, in transactions of bounded size; how many. Each id is named
  // once.
  virtual Task<Result<std::uint64_t>> update_each(std::vector<std::string> ids, Patch patch) = 0;
  // Those that are there; which these were.
  virtual Task<Result<std::vector<std::string>>> remove_each(std::vector<std::string> ids) = 0;

  // Stores the held messages whose time has come by `now`.
  virtual Task<Result<Release>> release_due(Timestamp now) = 0;

  // Those that hold messages and those that were set up, by name.
  virtual Task<Result<std::vector<InboxFacts>>> inboxes() = 0;
  // A name that was never used is an inbox that holds nothing.
  virtual Task<Result<InboxFacts>> inbox(std::string name) = 0;
  virtual Task<Result<void>> set_up_inbox(std::string name, InboxSettings settings) = 0;
  // As if it had never been used; its messages stay.
  virtual Task<Result<void>> forget_inbox_settings(std::string name) = 0;
  // Its messages, held ones too, and its settings are those of `new_name` from then on. Every message is told
  // as updated, in transactions of bounded size, before the answer. not_found when it holds nothing and was
  // not set up, conflict when `new_name` holds something or was set up.
  virtual Task<Result<void>> rename_inbox(std::string name, std::string new_name) = 0;

  // Of an inbox, or of all: by name.
  virtual Task<Result<std::vector<TagFacts>>> tags(std::optional<std::string> inbox) = 0;

  // Texts that must survive a restart and mean nothing to the store; "" when none was kept by that name.
  virtual Task<Result<std::string>> document(std::string name) = 0;
  virtual Task<Result<void>> keep_document(std::string name, std::string text) = 0;

  virtual Task<Result<Status>> status() = 0;
  virtual const StoreFigures& figures() const = 0;

  // Commits what is queued, then refuses. Called once, before destruction, from no executor of the store's
  // callers.
  virtual void close() = 0;
};

}  // namespace mailstop::store
