// Changes on their way to the writer. What is pushed in one turn of a thread shall be one commit, so a push
// does not wake the writer: whoever pushed first announces it when its turn is over. take() and
// stays_empty_for() are the writer's, the rest is for any thread.
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
  enum class Pushed {
    closed,     // the change stays the caller's
    first,      // the caller has to announce it
    following,  // it goes with what was pushed before
  };
  Pushed push(std::unique_ptr<Change>& change);
  void announce();

  // Waits so long for an announcement and takes what is there in order, up to the caps (at least one). Empty:
  // none has come. None: closed, and nothing is left.
  std::optional<Batch> take(std::size_t max_changes, std::size_t max_bytes,
                            std::chrono::milliseconds patience);

  bool stays_empty_for(std::chrono::milliseconds time);

  void close();

 private:
  Batch take_front(std::size_t max_changes, std::size_t max_bytes);

  std::mutex mutex_;
  std::condition_variable announced_;
  std::deque<std::unique_ptr<Change>> changes_;
  std::size_t unannounced_ = 0;
  bool is_announced_ = false;
  bool closed_ = false;
};

}  // namespace mailstop::store::sqlite
