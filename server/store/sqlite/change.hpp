// One change on its way through the writer: applied in a transaction (again, when that fails as a whole),
// then answered.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/session_store.hpp"
#include "store/sqlite/changes.hpp"
#include "store/sqlite/waiter.hpp"

namespace mailstop::store::sqlite {

class Change {
 public:
  virtual ~Change() = default;

  virtual std::size_t bytes() const = 0;
  virtual void apply(Changes& changes) = 0;
  virtual void resume() = 0;                     // after the commit, once
  virtual void resume(Error error) = 0;          // instead
  virtual bool is_own() const { return false; }  // of the writer, for which nobody waits
};

// What to do, and how to answer. do_in() may run more than once; its Error is the answer of this change
// alone.
struct InsertMessage {
  using Answer = mail::MessageSummary;
  MessageRows rows;

  std::size_t bytes() const { return rows.bytes(); }
  Result<void> do_in(Changes& changes) { return changes.insert(rows); }
  Answer answer() { return std::move(rows.summary); }
};

// The other changes answer with what Changes gave.
template <class T>
struct SmallChange {
  using Answer = T;
  std::optional<T> done;

  std::size_t bytes() const { return 0; }
  Answer answer() { return std::move(*done); }

 protected:
  Result<void> keep(Result<T> result) {
    if (!result) return result.error();
    done = std::move(*result);
    return {};
  }
};

struct UpdateMessage : SmallChange<mail::MessageSummary> {
  UpdateMessage(std::string message, Patch what) : id(std::move(message)), patch(std::move(what)) {}

  std::string id;
  Patch patch;

  Result<void> do_in(Changes& changes) { return keep(changes.update(id, patch)); }
};

struct UpdateMessages : SmallChange<std::uint64_t> {
  UpdateMessages(std::vector<std::int64_t> which, Patch what)
      : rows(std::move(which)), patch(std::move(what)) {}

  std::vector<std::int64_t> rows;
  Patch patch;

  Result<void> do_in(Changes& changes) { return keep(changes.update(rows, patch)); }
};

struct RemoveMessages : SmallChange<std::uint64_t> {
  explicit RemoveMessages(std::vector<std::int64_t> which) : rows(std::move(which)) {}

  std::vector<std::int64_t> rows;

  Result<void> do_in(Changes& changes) { return keep(changes.remove(rows)); }
};

struct UpdateListed : SmallChange<std::uint64_t> {
  UpdateListed(std::vector<std::string> which, Patch what) : ids(std::move(which)), patch(std::move(what)) {}

  std::vector<std::string> ids;
  Patch patch;

  Result<void> do_in(Changes& changes) { return keep(changes.update(ids, patch)); }
};

struct RemoveListed : SmallChange<std::vector<std::string>> {
  explicit RemoveListed(std::vector<std::string> which) : ids(std::move(which)) {}

  std::vector<std::string> ids;

  Result<void> do_in(Changes& changes) { return keep(changes.remove(ids)); }
};

struct RemoveMessage {
  using Answer = void;
  std::string id;

  std::size_t bytes() const { return 0; }
  Result<void> do_in(Changes& changes) { return changes.remove(id); }
  void answer() {}
};

struct RemoveSessions : SmallChange<std::uint64_t> {
  Result<void> do_in(Changes& changes) { return keep(changes.remove_sessions()); }
};

struct ReleaseDue : SmallChange<Release> {
  explicit ReleaseDue(Timestamp time) : now(time) {}

  Timestamp now;

  Result<void> do_in(Changes& changes) { return keep(changes.release_due(now)); }
};

// A change that cannot fail by itself.
struct SetUpInbox {
  using Answer = void;
  std::string name;
  InboxSettings settings;

  std::size_t bytes() const { return 0; }
  Result<void> do_in(Changes& changes) {
    changes.set_up_inbox(name, settings);
    return {};
  }
  void answer() {}
};

struct ForgetInboxSettings {
  using Answer = void;
  std::string name;

  std::size_t bytes() const { return 0; }
  Result<void> do_in(Changes& changes) {
    changes.forget_inbox_settings(name);
    return {};
  }
  void answer() {}
};

struct RenameInbox {
  using Answer = void;
  RenameInbox(std::string old_name, std::string other)
      : name(std::move(old_name)), new_name(std::move(other)) {}

  std::string name;
  std::string new_name;

  std::size_t bytes() const { return 0; }
  Result<void> do_in(Changes& changes) { return changes.rename_inbox(name, new_name); }
  void answer() {}
};

struct TellRenamed : SmallChange<std::uint64_t> {
  TellRenamed(std::vector<std::int64_t> which, std::string name)
      : rows(std::move(which)), inbox(std::move(name)) {}

  std::vector<std::int64_t> rows;
  std::string inbox;

  Result<void> do_in(Changes& changes) { return keep(changes.tell_renamed(rows, inbox)); }
};

struct KeepDocument {
  using Answer = void;
  std::string name;
  std::string text;

  std::size_t bytes() const { return text.size(); }
  Result<void> do_in(Changes& changes) {
    changes.keep_document(name, text);
    return {};
  }
  void answer() {}
};

// The writer's own: it deletes what is beyond the limits. `on_done` hears how many that were, or nothing
// when it failed.
class Trim final : public Change {
 public:
  using OnDone = std::function<void(std::optional<std::uint64_t>)>;

  Trim(Timestamp now, std::uint64_t limit, OnDone on_done)
      : now_(now), limit_(limit), on_done_(std::move(on_done)) {}

  std::size_t bytes() const override { return 0; }
  bool is_own() const override { return true; }
  void apply(Changes& changes) override { deleted_ = changes.trim(now_, limit_); }
  void resume() override { on_done_(deleted_); }
  void resume(Error) override { on_done_(std::nullopt); }

 private:
  const Timestamp now_;
  const std::uint64_t limit_;
  std::uint64_t deleted_ = 0;
  OnDone on_done_;
};

// The writer's own, for which nobody waits: `on_done` hears whether it worked.
class OwnStep final : public Change {
 public:
  using Work = std::function<void(Changes&)>;
  using OnDone = std::function<void(bool)>;

  OwnStep(Work work, OnDone on_done) : work_(std::move(work)), on_done_(std::move(on_done)) {}

  std::size_t bytes() const override { return 0; }
  bool is_own() const override { return true; }
  void apply(Changes& changes) override { work_(changes); }
  void resume() override { on_done_(true); }
  void resume(Error) override { on_done_(false); }

 private:
  Work work_;
  OnDone on_done_;
};

// Nobody awaits it: the caller hears of it on the writer's thread.
class InsertSession final : public Change {
 public:
  InsertSession(SessionRow row, SessionStore::OnDone on_done)
      : row_(std::move(row)), on_done_(std::move(on_done)) {}

  std::size_t bytes() const override { return row_.bytes(); }
  void apply(Changes& changes) override { changes.insert(row_); }
  void resume() override { on_done_({}); }
  void resume(Error error) override { on_done_(std::move(error)); }

 private:
  SessionRow row_;
  SessionStore::OnDone on_done_;
};

template <class What>
class WaitingChange final : public Change {
 public:
  using Answer = typename What::Answer;

  WaitingChange(What what, std::unique_ptr<Waiter<Answer>> waiter)
      : what_(std::move(what)), waiter_(std::move(waiter)) {}

  std::size_t bytes() const override { return what_.bytes(); }
  void apply(Changes& changes) override { outcome_ = what_.do_in(changes); }
  void resume(Error error) override { waiter_->resume(std::move(error)); }
  void resume() override {
    if (!outcome_) return resume(std::move(outcome_).error());
    if constexpr (std::is_void_v<Answer>) {
      waiter_->resume({});
    } else {
      waiter_->resume(what_.answer());
    }
  }

 private:
  What what_;
  std::unique_ptr<Waiter<Answer>> waiter_;
  Result<void> outcome_;
};

}  // namespace mailstop::store::sqlite
