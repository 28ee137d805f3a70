#include "store/sqlite/write_queue.hpp"

namespace mailstop::store::sqlite {
namespace {

// So many are worth a commit of their own: the disk works while the thread goes on with its turn.
constexpr std::size_t crowd = 32;

}  // namespace

WriteQueue::Pushed WriteQueue::push(std::unique_ptr<Change>& change) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return Pushed::closed;
    changes_.push_back(std::move(change));
    if (++unannounced_ < crowd) return unannounced_ == 1 ? Pushed::first : Pushed::following;
  }
  announce();
  return Pushed::following;
}

void WriteQueue::announce() {
  {
    const std::lock_guard lock(mutex_);
    unannounced_ = 0;
    if (changes_.empty()) return;
    is_announced_ = true;
  }
  announced_.notify_one();
}

std::optional<Batch> WriteQueue::take(std::size_t max_changes, std::size_t max_bytes,
                                      std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  announced_.wait_for(lock, patience, [this] { return closed_ || is_announced_; });
  if (closed_ && changes_.empty()) return std::nullopt;
  auto batch = take_front(max_changes, max_bytes);
  is_announced_ = !changes_.empty();
  unannounced_ = 0;
  return batch;
}

Batch WriteQueue::take_front(std::size_t max_changes, std::size_t max_bytes) {
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
  return !announced_.wait_for(lock, time, [this] { return closed_ || !changes_.empty(); });
}

void WriteQueue::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  announced_.notify_one();
}

}  // namespace mailstop::store::sqlite
