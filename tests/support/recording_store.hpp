// A store that remembers what is inserted, for tests of what comes before it. It can be told to fail, and
// what only a real store can answer is `unavailable`.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/message_store.hpp"

namespace mailstop::test {

class RecordingStore final : public store::MessageStore {
 public:
  struct Kept {
    std::string id;
    store::NewMessage message;
  };
  std::vector<Kept> kept;
  std::optional<Error> failure;  // of every insert
  std::map<std::string, store::InboxSettings> inbox_settings;
  std::map<std::string, std::string> documents;

  Task<Result<mail::MessageSummary>> insert(store::NewMessage message) override {
    if (failure) co_return *failure;
    mail::MessageSummary summary;
    summary.sequence = kept.size() + 1;
    summary.id = fmt::format("{:016}", summary.sequence);
    summary.inbox = message.inbox;
    summary.subject = message.parsed.subject;
    summary.held_until = message.release_at;
    kept.push_back({summary.id, std::move(message)});
    co_return summary;
  }
  Task<Result<store::StoredMessage>> get(std::string id) override {
    const auto* found = find(id);
    if (!found) co_return not_found("no such message");
    store::StoredMessage stored;
    stored.summary.id = id;
    stored.envelope = found->message.envelope;
    stored.session_id = found->message.session_id;
    stored.parts = found->message.parsed.parts;
    co_return stored;
  }
  Task<Result<std::string>> raw(std::string id) override {
    const auto* found = find(id);
    if (!found) co_return not_found("no such message");
    co_return std::string(found->message.raw.view());
  }
  Task<Result<std::string>> latest(store::Selection) override {
    if (kept.empty()) co_return not_found("no message yet");
    co_return kept.back().id;
  }

  Task<Result<store::Page>> list(store::ListRequest) override { co_return unavailable(); }
  Task<Result<mail::MessageSummary>> update(std::string, store::Patch) override { co_return unavailable(); }
  Task<Result<std::uint64_t>> update_all(store::Selection, store::Patch) override { co_return unavailable(); }
  Task<Result<void>> remove(std::string) override { co_return unavailable(); }
  Task<Result<std::uint64_t>> remove_all(store::Selection) override { co_return unavailable(); }
  Task<Result<store::WindowDone>> update_window(store::Selection, store::Window, store::Patch) override {
    co_return unavailable();
  }
  Task<Result<store::WindowDone>> remove_window(store::Selection, store::Window) override {
    co_return unavailable();
  }
  Task<Result<std::uint64_t>> update_each(std::vector<std::string>, store::Patch) override {
    co_return unavailable();
  }
  Task<Result<std::vector<std::string>>> remove_each(std::vector<std::string>) override {
    co_return unavailable();
  }
  Task<Result<store::Release>> release_due(Timestamp) override { co_return unavailable(); }
  Task<Result<std::vector<store::InboxFacts>>> inboxes() override { co_return unavailable(); }
  Task<Result<store::InboxFacts>> inbox(std::string name) override {
    store::InboxFacts inbox;
    inbox.name = std::move(name);
    if (const auto known = inbox_settings.find(inbox.name); known != inbox_settings.end())
      inbox.settings = known->second;
    co_return inbox;
  }
  Task<Result<void>> set_up_inbox(std::string name, store::InboxSettings settings) override {
    inbox_settings[std::move(name)] = std::move(settings);
    co_return Result<void>();
  }
  Task<Result<void>> forget_inbox_settings(std::string) override { co_return unavailable(); }
  Task<Result<void>> rename_inbox(std::string, std::string) override { co_return unavailable(); }
  Task<Result<std::vector<store::TagFacts>>> tags(std::optional<std::string>) override {
    co_return std::vector<store::TagFacts>();
  }
  Task<Result<std::string>> document(std::string name) override { co_return documents[name]; }
  Task<Result<void>> keep_document(std::string name, std::string text) override {
    if (failure) co_return *failure;
    documents[std::move(name)] = std::move(text);
    co_return Result<void>();
  }
  Task<Result<store::Status>> status() override { co_return unavailable(); }
  const store::StoreFigures& figures() const override { return figures_; }
  void close() override {}

 private:
  store::StoreFigures figures_;
  const Kept* find(const std::string& id) const {
    const auto found = std::find_if(kept.begin(), kept.end(), [&](const Kept& one) { return one.id == id; });
    return found == kept.end() ? nullptr : &*found;
  }
  static Error unavailable() { return {Errc::unavailable, "this store only records"}; }
};

}  // namespace mailstop::test
