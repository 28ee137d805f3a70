// All stores in one SQLite file, or in memory. Owned by app::Application; any executor calls it.
//
// One thread writes (writer.hpp), a few read (readers.hpp); callers only wait. While a store is open no other
// process can open its file. `clock` and whatever `listener` uses must outlive the store.
#pragma once
#include <memory>

#include "base/clock.hpp"
#include "store/sqlite/settings.hpp"
#include "store/store.hpp"

namespace mailstop::store::sqlite {

class SqliteStore final : public Store {
 public:
  ~SqliteStore() override;

  Task<Result<mail::MessageSummary>> insert(NewMessage message) override;
  Task<Result<Page>> list(ListRequest request) override;
  Task<Result<StoredMessage>> get(std::string id) override;
  Task<Result<std::string>> latest(Selection selection) override;
  Task<Result<std::string>> raw(std::string id) override;
  Task<Result<mail::MessageSummary>> update(std::string id, Patch patch) override;
  Task<Result<std::uint64_t>> update_all(Selection selection, Patch patch) override;
  Task<Result<void>> remove(std::string id) override;
  Task<Result<std::uint64_t>> remove_all(Selection selection) override;
  Task<Result<WindowDone>> update_window(Selection selection, Window window, Patch patch) override;
  Task<Result<WindowDone>> remove_window(Selection selection, Window window) override;
  Task<Result<std::uint64_t>> update_each(std::vector<std::string> ids, Patch patch) override;
  Task<Result<std::vector<std::string>>> remove_each(std::vector<std::string> ids) override;
  Task<Result<Release>> release_due(Timestamp now) override;
  Task<Result<std::vector<InboxFacts>>> inboxes() override;
  Task<Result<InboxFacts>> inbox(std::string name) override;
  Task<Result<void>> set_up_inbox(std::string name, InboxSettings settings) override;
  Task<Result<void>> forget_inbox_settings(std::string name) override;
  Task<Result<void>> rename_inbox(std::string name, std::string new_name) override;
  Task<Result<std::vector<TagFacts>>> tags(std::optional<std::string> inbox) override;
  Task<Result<std::string>> document(std::string name) override;
  Task<Result<void>> keep_document(std::string name, std::string text) override;
  Task<Result<Status>> status() override;

  void insert_session(mail::SmtpSession session, OnDone on_done) override;
  Task<Result<mail::SmtpSession>> session(std::string id) override;
  Task<Result<SessionPage>> sessions(SessionFilter filter) override;
  Task<Result<std::uint64_t>> remove_sessions() override;

  const StoreFigures& figures() const override;
  void close() override;

 private:
  friend Result<std::unique_ptr<SqliteStore>> open_sqlite_store(const Settings&, const Clock&, Listener);
  struct Parts;
  explicit SqliteStore(std::unique_ptr<Parts> parts);

  template <class What>
  Task<Result<typename What::Answer>> write(What what);
  template <class MakeChange, class Note>
  Task<Result<void>> change_each(std::vector<std::string> ids, MakeChange make_change, Note note);
  template <class MakeChange>
  Task<Result<std::uint64_t>> change_all(Selection selection, MakeChange make_change);
  template <class MakeChange>
  Task<Result<WindowDone>> change_window(Selection selection, Window window, MakeChange make_change);

  std::unique_ptr<Parts> parts_;
};

// Errors are storage_unusable with a sentence for the user: what is wrong with the file and what to do.
Result<std::unique_ptr<SqliteStore>> open_sqlite_store(const Settings& settings, const Clock& clock,
                                                       Listener listener);

}  // namespace mailstop::store::sqlite
