// The one thread that changes the database. It takes what is queued, makes one transaction of it, commits,
// then resumes each waiter on its executor, then gives the listener the events in sequence order. Owned by
// SqliteStore.
//
// A change that fails takes nothing with it: the batch is rolled back and each change is tried in a
// transaction of its own. When the commit or the disk fails, every waiter of the batch gets the error and
// nothing is published.
#pragma once
#include <memory>
#include <thread>

#include "store/message_store.hpp"
#include "store/sqlite/idle_work.hpp"
#include "store/sqlite/memory_gate.hpp"
#include "store/sqlite/settings.hpp"
#include "store/sqlite/trimming.hpp"
#include "store/sqlite/write_ahead_log.hpp"
#include "store/sqlite/write_queue.hpp"

namespace mailstop::store::sqlite {

class Writer {
 public:
  Writer(Database database, const Settings& settings, MemoryGate& gate, const Clock& clock,
         StoreFigures& figures, Listener listener);
  ~Writer();

  // Any thread; answered with unavailable after close(). With an executor, everything that is submitted from
  // there while it is at work on what is ready goes into one commit.
  void submit(std::unique_ptr<Change> change, asio::any_io_executor from = {});

  // Commits what is queued and ends the thread.
  void close();

 private:
  void run();
  std::chrono::milliseconds patience() const;
  void make_steps(std::size_t stored);
  void make(std::unique_ptr<Change> step);
  void tidy_up();
  void commit_counted(Batch& batch);
  void commit(Batch& batch);
  std::optional<Error> try_transaction(Batch& batch);
  void commit_one_by_one(Batch& batch);
  void finish(Batch& batch);

  Database database_;
  const Settings settings_;
  MemoryGate& gate_;
  StoreFigures& figures_;
  Listener listener_;
  WriteAheadLog log_;
  std::unique_ptr<Changes> changes_;
  Trimming trimming_;
  IdleWork indexing_;
  IdleWork shrinking_;
  std::shared_ptr<WriteQueue> queue_ = std::make_shared<WriteQueue>();  // announcements may come late
  std::jthread thread_;
};

}  // namespace mailstop::store::sqlite
