// Who may touch an ephemeral database: one writer or many readers. SQLite's in-memory file has no write-ahead
// log, so its readers and its writer exclude each other; here they wait in turn instead of trying again and
// again. A waiting writer goes first. A database on disk needs none of it (is_needed = false).
#pragma once
#include <condition_variable>
#include <mutex>

namespace mailstop::store::sqlite {

class MemoryGate {
 public:
  explicit MemoryGate(bool is_needed) : is_needed_(is_needed) {}

  void lock() {
    if (!is_needed_) return;
    std::unique_lock lock(mutex_);
    ++waiting_writers_;
    changed_.wait(lock, [this] { return readers_ == 0 && !is_writing_; });
    --waiting_writers_;
    is_writing_ = true;
  }
  void unlock() {
    if (!is_needed_) return;
    std::lock_guard lock(mutex_);
    is_writing_ = false;
    changed_.notify_all();
  }
  void lock_shared() {
    if (!is_needed_) return;
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_writers_ == 0 && !is_writing_; });
    ++readers_;
  }
  void unlock_shared() {
    if (!is_needed_) return;
    std::lock_guard lock(mutex_);
    if (--readers_ == 0) changed_.notify_all();
  }

 private:
  const bool is_needed_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int readers_ = 0;
  int waiting_writers_ = 0;
  bool is_writing_ = false;
};

}  // namespace mailstop::store::sqlite
