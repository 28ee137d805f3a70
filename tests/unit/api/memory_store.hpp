// A MessageStore in memory: just enough to serve the API in tests, by the letter of store/message_store.hpp.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mail/message_parser.hpp"
#include "query/evaluator.hpp"
#include "store/message_store.hpp"

namespace mailstop::test {

class MemoryStore final : public store::MessageStore {
 public:
  explicit MemoryStore(store::Listener listener) : listener_(std::move(listener)) {}

  std::uint64_t released = 0;      // of the held messages, ever
  std::uint64_t bulk_changes = 0;  // calls that named many messages

  // From now on every call fails with it.
  void fail_with(Error error) { failure_ = std::move(error); }

  Task<Result<mail::MessageSummary>> insert(store::NewMessage message) override {
    if (failure_) co_return *failure_;
    if (const auto known = inbox_settings_.find(message.inbox);
        known != inbox_settings_.end() && !known->second.accepts)
      co_return Error{Errc::refused, "the inbox takes no mail"};
    auto& kept = messages_.emplace_back();
    kept.summary = summary_of(message);
    kept.summary.id = fmt::format("m{:03}", messages_.size());
    kept.message = std::move(message);
    if (!kept.summary.held_until) store_now(kept);
    co_return kept.summary;
  }

  Task<Result<store::Page>> list(store::ListRequest request) override {
    if (failure_) co_return *failure_;
    store::Page page;
    page.sequence = sequence_;
    page.totals = totals(request.selection.inbox);
    auto found = select(request.selection);
    if (request.selection.query) page.matched = found.size();
    const auto place = [&](const Kept* kept) { return store::place_of(kept->summary, request.sort); };
    const auto is_before = [&](const Kept* a, const Kept* b) {
      return store::comes_before(place(a), place(b), request.order);
    };
    if (request.order == store::Order::newest) std::reverse(found.begin(), found.end());
    std::stable_sort(found.begin(), found.end(), is_before);
    std::uint64_t behind_cursor = 0;
    for (const auto* kept : found) {
      if (request.cursor && !store::comes_before(*request.cursor, place(kept), request.order)) continue;
      if (behind_cursor++ < request.offset) continue;
      if (page.messages.size() == request.limit) {
        page.next_cursor = store::place_of(page.messages.back(), request.sort);
        break;
      }
      page.messages.push_back(kept->summary);
    }
    co_return page;
  }

  Task<Result<store::StoredMessage>> get(std::string id) override {
    if (failure_) co_return *failure_;
    const auto* kept = find(id);
    if (!kept) co_return unknown(id);
    const auto& parsed = kept->message.parsed;
    store::StoredMessage message;
    message.summary = kept->summary;
    message.envelope = kept->message.envelope;
    message.session_id = kept->message.session_id;
    message.message_id = parsed.message_id;
    message.date = parsed.date;
    message.reply_to = parsed.reply_to;
    message.in_reply_to = parsed.in_reply_to;
    message.references = parsed.references;
    message.list_unsubscribe = parsed.list_unsubscribe;
    message.parts = parsed.parts;
    message.links = parsed.links;
    message.images = parsed.images;
    message.codes = parsed.codes;
    message.warnings = parsed.warnings;
    co_return message;
  }

  Task<Result<std::string>> latest(store::Selection selection) override {
    const auto found = select(selection);
    if (found.empty()) co_return not_found("no message matches");
    co_return found.back()->summary.id;
  }

  Task<Result<std::string>> raw(std::string id) override {
    if (failure_) co_return *failure_;
    const auto* kept = find(id);
    if (!kept) co_return unknown(id);
    co_return std::string(kept->message.raw.view());
  }

  Task<Result<mail::MessageSummary>> update(std::string id, store::Patch patch) override {
    auto* kept = find(id);
    if (!kept) co_return unknown(id);
    apply(patch, *kept);
    co_return kept->summary;
  }

  Task<Result<std::uint64_t>> update_all(store::Selection selection, store::Patch patch) override {
    auto found = select(selection);
    for (auto* kept : found) apply(patch, *kept);
    co_return found.size();
  }

  Task<Result<store::WindowDone>> update_window(store::Selection selection, store::Window window,
                                                store::Patch patch) override {
    if (failure_) co_return *failure_;
    store::WindowDone done;
    for (auto* kept : take_window(selection, window, done)) apply(patch, *kept);
    co_return done;
  }
  Task<Result<store::WindowDone>> remove_window(store::Selection selection, store::Window window) override {
    if (failure_) co_return *failure_;
    store::WindowDone done;
    std::vector<std::string> ids;
    for (const auto* kept : take_window(selection, window, done)) ids.push_back(kept->summary.id);
    for (auto& id : ids) co_await remove(std::move(id));
    co_return done;
  }

  Task<Result<std::uint64_t>> update_each(std::vector<std::string> ids, store::Patch patch) override {
    if (failure_) co_return *failure_;
    ++bulk_changes;
    std::uint64_t count = 0;
    for (const auto& id : ids) {
      auto* kept = find(id);
      if (!kept || kept->summary.held_until) continue;
      apply(patch, *kept);
      ++count;
    }
    co_return count;
  }
  Task<Result<std::vector<std::string>>> remove_each(std::vector<std::string> ids) override {
    if (failure_) co_return *failure_;
    ++bulk_changes;
    std::vector<std::string> removed;
    for (auto& id : ids) {
      const auto gone = co_await remove(id);
      if (gone) removed.push_back(std::move(id));
    }
    co_return removed;
  }

  Task<Result<void>> remove(std::string id) override {
    const auto* kept = find(id);
    if (!kept) co_return unknown(id);
    const std::string inbox = kept->summary.inbox;
    std::erase_if(messages_, [&](const Kept& other) { return other.summary.id == id; });
    publish(events::MessageDeleted{{id}, inbox});
    co_return Result<void>();
  }

  Task<Result<std::uint64_t>> remove_all(store::Selection selection) override {
    std::set<std::string> ids;
    for (const auto* kept : select(selection)) ids.insert(kept->summary.id);
    std::erase_if(messages_, [&](const Kept& kept) { return ids.contains(kept.summary.id); });
    if (selection.inbox) publish(events::InboxCleared{*selection.inbox, 0});
    co_return ids.size();
  }

  Task<Result<store::Release>> release_due(Timestamp now) override {
    store::Release release;
    for (auto& kept : messages_) {
      const auto time = kept.summary.held_until;
      if (!time) continue;
      if (*time > now) {
        release.next = std::min(release.next.value_or(*time), *time);
        continue;
      }
      ++release.released;
      store_now(kept);
    }
    released += release.released;
    co_return release;
  }

  Task<Result<std::vector<store::InboxFacts>>> inboxes() override {
    if (failure_) co_return *failure_;
    std::set<std::string> names;
    for (const auto& [name, settings] : inbox_settings_) names.insert(name);
    for (const auto& kept : messages_) {
      if (!kept.summary.held_until) names.insert(kept.summary.inbox);
    }
    std::vector<store::InboxFacts> inboxes;
    for (const auto& name : names) inboxes.push_back(facts_of(name));
    co_return inboxes;
  }
  Task<Result<store::InboxFacts>> inbox(std::string name) override {
    if (failure_) co_return *failure_;
    co_return facts_of(name);
  }
  Task<Result<void>> set_up_inbox(std::string name, store::InboxSettings settings) override {
    inbox_settings_[std::move(name)] = std::move(settings);
    co_return Result<void>();
  }
  Task<Result<void>> forget_inbox_settings(std::string name) override {
    inbox_settings_.erase(name);
    co_return Result<void>();
  }
  Task<Result<void>> rename_inbox(std::string name, std::string new_name) override {
    if (failure_) co_return *failure_;
    if (!is_in_use(name)) co_return not_found(fmt::format("there is no inbox \"{}\"", name));
    if (is_in_use(new_name)) co_return Error{Errc::conflict, fmt::format("\"{}\" is in use", new_name)};
    if (auto settings = inbox_settings_.extract(name)) {
      settings.key() = new_name;
      inbox_settings_.insert(std::move(settings));
    }
    store::Patch moved;
    moved.inbox = new_name;
    for (auto& kept : messages_) {
      if (kept.summary.inbox != name) continue;
      if (kept.summary.held_until) kept.summary.inbox = new_name;
      if (!kept.summary.held_until) apply(moved, kept);
    }
    co_return Result<void>();
  }
  Task<Result<std::vector<store::TagFacts>>> tags(std::optional<std::string> inbox) override {
    std::map<std::string, store::TagFacts> tags;
    for (const auto& kept : messages_) {
      if (inbox && kept.summary.inbox != *inbox) continue;
      for (const auto& name : kept.summary.tags) {
        auto& tag = tags[name];
        tag.name = name;
        ++tag.totals.total;
        tag.totals.unread += kept.summary.read ? 0 : 1;
      }
    }
    std::vector<store::TagFacts> listed;
    for (auto& [name, tag] : tags) listed.push_back(std::move(tag));
    co_return listed;
  }
  Task<Result<std::string>> document(std::string name) override { co_return documents_[name]; }
  Task<Result<void>> keep_document(std::string name, std::string text) override {
    if (failure_) co_return *failure_;
    documents_[std::move(name)] = std::move(text);
    co_return Result<void>();
  }

  Task<Result<store::Status>> status() override {
    if (failure_) co_return *failure_;
    store::Status status;
    status.sequence = sequence_;
    status.totals = totals(std::nullopt);
    co_return status;
  }

  const store::StoreFigures& figures() const override { return figures_; }
  void close() override {}

 private:
  store::StoreFigures figures_;
  struct Kept {
    mail::MessageSummary summary;
    store::NewMessage message;
  };

  static Error unknown(const std::string& id) {
    return not_found(fmt::format("no message has the id \"{}\"", id));
  }

  static mail::MessageSummary summary_of(const store::NewMessage& message) {
    mail::MessageSummary summary;
    const auto& parsed = message.parsed;
    summary.inbox = message.inbox;
    summary.received_at = message.received_at;
    summary.held_until = message.release_at;
    summary.from = parsed.from;
    summary.to = parsed.to;
    summary.cc = parsed.cc;
    summary.bcc = parsed.bcc;
    summary.subject = parsed.subject;
    summary.snippet = parsed.snippet;
    summary.size = message.raw.size();
    summary.tags = message.tags;
    summary.attachment_count =
        static_cast<std::uint32_t>(std::count_if(parsed.parts.begin(), parsed.parts.end(), mail::is_file));
    summary.sender = message.envelope.sender;
    for (const auto& recipient : message.envelope.recipients) summary.recipients.push_back(recipient.address);
    return summary;
  }

  void store_now(Kept& kept) {
    kept.summary.held_until.reset();
    kept.summary.sequence = ++sequence_;
    publish(events::MessageStored{kept.summary});
  }

  bool holds(const store::Selection& selection, const Kept& kept) const {
    if (selection.held != kept.summary.held_until.has_value()) return false;
    if (selection.inbox && *selection.inbox != kept.summary.inbox) return false;
    if (!selection.held && kept.summary.sequence <= selection.after) return false;
    return !selection.query || matches(*selection.query, kept);
  }

  static bool matches(const query::Query& query, const Kept& kept) {
    auto view = query::view_of(kept.message.envelope, kept.message.parsed);
    const auto headers = mail::parse_headers(kept.message.raw.view());
    view.inbox = kept.summary.inbox;
    view.received_at = kept.summary.received_at;
    view.size = kept.summary.size;
    view.read = kept.summary.read;
    view.pinned = kept.summary.pinned;
    view.tags = kept.summary.tags;
    view.headers = headers;
    return query::matches(query, view);
  }

  std::vector<Kept*> select(const store::Selection& selection) {
    std::vector<Kept*> found;
    for (auto& kept : messages_) {
      if (holds(selection, kept)) found.push_back(&kept);
    }
    return found;
  }

  // The messages of the window, newest first.
  std::vector<Kept*> take_window(const store::Selection& selection, store::Window window,
                                 store::WindowDone& done) {
    auto found = select(selection);
    std::reverse(found.begin(), found.end());
    std::erase_if(
        found, [&](const Kept* kept) { return window.cursor && kept->summary.sequence >= *window.cursor; });
    if (found.size() > window.limit) {
      found.resize(window.limit);
      done.next_cursor = found.back()->summary.sequence;
    }
    done.changed = found.size();
    return found;
  }

  bool is_in_use(const std::string& inbox) const {
    return inbox_settings_.contains(inbox) ||
           std::any_of(messages_.begin(), messages_.end(),
                       [&](const Kept& kept) { return kept.summary.inbox == inbox; });
  }

  Kept* find(const std::string& id) {
    const auto found = std::find_if(messages_.begin(), messages_.end(),
                                    [&](const Kept& kept) { return kept.summary.id == id; });
    return found == messages_.end() ? nullptr : &*found;
  }

  store::Totals totals(const std::optional<std::string>& inbox) const {
    store::Totals totals;
    for (const auto& kept : messages_) {
      if (kept.summary.held_until || (inbox && *inbox != kept.summary.inbox)) continue;
      ++totals.total;
      if (!kept.summary.read) ++totals.unread;
    }
    return totals;
  }

  store::InboxFacts facts_of(const std::string& name) const {
    store::InboxFacts inbox;
    inbox.name = name;
    inbox.totals = totals(name);
    for (const auto& kept : messages_) {
      if (kept.summary.inbox == name) inbox.last_received_at = kept.summary.received_at;
    }
    if (const auto known = inbox_settings_.find(name); known != inbox_settings_.end())
      inbox.settings = known->second;
    return inbox;
  }

  void apply(const store::Patch& patch, Kept& kept) {
    auto& summary = kept.summary;
    if (patch.read) summary.read = *patch.read;
    if (patch.pinned) summary.pinned = *patch.pinned;
    if (patch.tags) summary.tags = *patch.tags;
    for (const auto& tag : patch.add_tags) summary.tags.push_back(tag);
    for (const auto& tag : patch.remove_tags) std::erase(summary.tags, tag);
    if (patch.inbox) summary.inbox = *patch.inbox;
    publish(events::MessageUpdated{summary});
  }

  template <class Change>
  void publish(Change change) {
    if (!std::is_same_v<Change, events::MessageStored>) ++sequence_;
    const events::Event event{sequence_, std::move(change)};
    listener_(std::span(&event, 1));
  }

  store::Listener listener_;
  std::vector<Kept> messages_;
  std::map<std::string, store::InboxSettings> inbox_settings_;
  std::map<std::string, std::string> documents_;
  std::uint64_t sequence_ = 0;
  std::optional<Error> failure_;
};

}  // namespace mailstop::test
