#include "store/sqlite/writer.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "base/log.hpp"

namespace mailstop::store::sqlite {
namespace {

constexpr std::chrono::milliseconds quiet{50};

Error closing() {
  return {Errc::unavailable, "The store is closing."};
}

void refuse(Batch& batch, const Error& error) {
  for (auto& change : batch) change->resume(error);
}

// Posted, it is made when the handlers that were ready have run; it is not lost with an executor that drops
// it.
class Announcement {
 public:
  explicit Announcement(std::shared_ptr<WriteQueue> queue) : queue_(std::move(queue)) {}
  Announcement(Announcement&&) = default;
  ~Announcement() {
    if (queue_) queue_->announce();
  }

  void operator()() { std::exchange(queue_, nullptr)->announce(); }

 private:
  std::shared_ptr<WriteQueue> queue_;
};

// Everything else (disk, lock, damage) would hit each change alone just the same.
bool may_be_one_changes_fault(const Error& error) {
  return error.code == Errc::too_large || error.code == Errc::conflict;
}

}  // namespace

Writer::Writer(Database database, const Settings& settings, MemoryGate& gate, const Clock& clock,
               StoreFigures& figures, Listener listener)
    : database_(std::move(database)),
      settings_(settings),
      gate_(gate),
      figures_(figures),
      listener_(std::move(listener)),
      log_(database_),
      changes_(std::make_unique<Changes>(database_, clock, settings.max_sessions, settings.limits)),
      trimming_(*changes_, clock),
      indexing_(indexing(*changes_, settings.index_rest)),
      shrinking_(shrinking(*changes_)),
      thread_([this] { run(); }) {}

Writer::~Writer() {
  close();
}

void Writer::submit(std::unique_ptr<Change> change, asio::any_io_executor from) {
  ++figures_.waiting_changes;
  const auto pushed = queue_->push(change);
  if (pushed == WriteQueue::Pushed::closed) {
    --figures_.waiting_changes;
    change->resume(closing());
  } else if (pushed == WriteQueue::Pushed::first) {
    Announcement announcement(queue_);
    if (from) asio::post(from, std::move(announcement));
  }
}

void Writer::close() {
  queue_->close();
  if (thread_.joinable()) thread_.join();
}

void Writer::run() {
  make_steps(0);  // the limits may be tighter than they were
  while (auto batch = queue_->take(settings_.batch_changes, settings_.batch_bytes, patience())) {
    const auto stored = batch->size();
    figures_.waiting_changes -= stored;
    if (stored > 0) commit_counted(*batch);
    make_steps(stored);
    tidy_up();
  }
}

// A step that is due and not made would let the thread spin.
std::chrono::milliseconds Writer::patience() const {
  if (!settings_.is_tended) return std::chrono::hours(1);
  return std::min({trimming_.patience(), indexing_.patience(), shrinking_.patience()});
}

void Writer::commit_counted(Batch& batch) {
  figures_.commit_changes.observe(static_cast<double>(batch.size()));
  const auto begin = std::chrono::steady_clock::now();
  commit(batch);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  figures_.commit_seconds.observe(took.count());
}

void Writer::make_steps(std::size_t stored) {
  if (!settings_.is_tended) return;
  make(trimming_.next_step(stored, *queue_));
  make(indexing_.next_step(stored, *queue_));
  make(shrinking_.next_step(stored, *queue_));
}

void Writer::make(std::unique_ptr<Change> step) {
  if (!step) return;
  Batch alone;
  alone.push_back(std::move(step));
  commit(alone);
}

void Writer::tidy_up() {
  if (log_.is_too_large() || (log_.is_worth_a_pause() && queue_->stays_empty_for(quiet))) log_.checkpoint();
}

void Writer::commit(Batch& batch) {
  const auto error = try_transaction(batch);
  figures_.failed_commits += error ? 1 : 0;
  if (!error) return finish(batch);
  if (batch.size() > 1 && may_be_one_changes_fault(*error)) return commit_one_by_one(batch);
  if (batch.front()->is_own())
    log::error("the store could not tidy up, and will try again: {}", error->message);
  else
    log::error("{} changes were not stored: {}", batch.size(), error->message);
  refuse(batch, *error);
}

std::optional<Error> Writer::try_transaction(Batch& batch) {
  std::lock_guard lock(gate_);
  database_.execute("BEGIN IMMEDIATE");
  changes_->begin_batch();
  for (auto& change : batch) {
    if (database_.has_failed()) break;
    change->apply(*changes_);
  }
  changes_->end_batch();
  database_.execute("COMMIT");
  auto error = database_.take_error();
  if (!error) return std::nullopt;
  changes_->forget_batch();
  database_.execute("ROLLBACK");
  database_.take_error();  // SQLite may have rolled back by itself
  return error;
}

void Writer::commit_one_by_one(Batch& batch) {
  for (auto& change : batch) {
    Batch alone;
    alone.push_back(std::move(change));
    commit(alone);
  }
}

// Events go out first: who has an answer may ask for events after it, and the bus must know of it by then.
void Writer::finish(Batch& batch) {
  const auto events = changes_->take_events();
  if (listener_ && !events.empty()) listener_(events);
  for (auto& change : batch) change->resume();
}

}  // namespace mailstop::store::sqlite
