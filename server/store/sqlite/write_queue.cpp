#include "store/sqlite/write_queue.hpp"

namespace mailstop::store::sqlite {

bool WriteQueue::push(std::unique_ptr<Change>& change) {
  {
    std::lock_guard lock(mutex_);
    if (closed_) return false;
    changes_.push_back(std::move(change));
  }
  not_empty_.notify_one();
  return true;
}

std::optional<Batch> WriteQueue::take(std::size_t max_changes, std::size_t max_bytes,
                                      std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  not_empty_.wait_for(lock, patience, [this] { return closed_ || !changes_.empty(); });
  if (closed_ && changes_.empty()) return std::nullopt;
  Batch batch;
  std::size_t bytes = 0;
  while (!changes_.empty() && batch.size() < max_changes) {
    bytes += changes_.front()->bytes();
    if (!batch.empty() && bytes > max_bytes) break;
    batch.push_back(std::move(changes_.front()));
    changes_.pop_front();
  }
  return batch;
}

bool WriteQueue::stays_empty_for(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return !not_empty_.wait_for(lock, time, [this] { return closed_ || !changes_.empty(); });
}

void WriteQueue::close() {
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
  }
  not_empty_.notify_one();
}

}  // namespace mailstop::store::sqlite
