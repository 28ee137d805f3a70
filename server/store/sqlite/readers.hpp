// The pool that reads: a few threads, each with a read-only connection and its prepared statements. Owned by
// SqliteStore.
//
// There are two lanes: searches, and everything else. The first thread never takes a search, so that a list
// or a message is there at once however slow a search is. Work runs in one read transaction: it sees one
// state of the store.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "store/sqlite/memory_gate.hpp"
#include "store/sqlite/reader.hpp"
#include "store/sqlite/settings.hpp"
#include "store/sqlite/waiter.hpp"

namespace mailstop::store::sqlite {

enum class Lane { quick, search };

class Readers {
 public:
  // One thread for each connection, at least two.
  Readers(std::vector<Database> databases, std::chrono::milliseconds query_budget, MemoryGate& gate,
          StoreFigures& figures);
  ~Readers();

  // `work` is called with a Reader on one of the threads and gives a Result<T>.
  template <class T, class Work>
  Task<Result<T>> run(Lane lane, Work work) {
    auto start = [this, lane, work = std::move(work)](std::unique_ptr<Waiter<T>> waiter) mutable {
      submit(std::make_unique<WaitingJob<T, Work>>(lane, std::move(work), std::move(waiter)));
    };
    return wait_for_answer<T>(std::move(start));
  }

  // Stops searches, answers what waits with unavailable and ends the threads.
  void close();

 private:
  class Job {
   public:
    explicit Job(Lane lane) : lane_(lane) {}
    virtual ~Job() = default;
    Lane lane() const { return lane_; }
    virtual void run(Reader& reader) = 0;
    virtual void resume() = 0;
    virtual void refuse(Error error) = 0;

   private:
    const Lane lane_;
  };
  template <class T, class Work>
  class WaitingJob;

  void submit(std::unique_ptr<Job> job);
  std::unique_ptr<Job> take(bool with_searches);
  void serve(Database database, bool with_searches);
  void run(Job& job, Reader& reader);

  const std::chrono::milliseconds query_budget_;
  MemoryGate& gate_;
  StoreFigures& figures_;
  std::atomic<bool> closing_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Job>> quick_, searches_;
  std::vector<std::jthread> threads_;
};

template <class T, class Work>
class Readers::WaitingJob final : public Job {
 public:
  WaitingJob(Lane lane, Work work, std::unique_ptr<Waiter<T>> waiter)
      : Job(lane), work_(std::move(work)), waiter_(std::move(waiter)) {}

  void run(Reader& reader) override { answer_ = reader.transact<T>(work_); }
  void resume() override { waiter_->resume(std::move(*answer_)); }
  void refuse(Error error) override { waiter_->resume(std::move(error)); }

 private:
  Work work_;
  std::unique_ptr<Waiter<T>> waiter_;
  std::optional<Result<T>> answer_;
};

}  // namespace mailstop::store::sqlite
