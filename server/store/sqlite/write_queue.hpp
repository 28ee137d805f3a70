// Changes on their way to the writer. push() from any thread, take() by the writer.
#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "store/sqlite/change.hpp"

namespace mailstop::store::sqlite {

using Batch = std::vector<std::unique_ptr<Change>>;

class WriteQueue {
 public:
  // False when the queue is closed; the change stays the caller's.
  bool push(std::unique_ptr<Change>& change);

  // Waits so long for changes and takes them in order, up to the caps (at least one). Empty: none has come.
  // None: closed, and nothing is left.
  std::optional<Batch> take(std::size_t max_changes, std::size_t max_bytes,
                            std::chrono::milliseconds patience);

  bool stays_empty_for(std::chrono::milliseconds time);

  void close();

 private:
  std::mutex mutex_;
  std::condition_variable not_empty_;
  std::deque<std::unique_ptr<Change>> changes_;
  bool closed_ = false;
};

}  // namespace mailstop::store::sqlite
