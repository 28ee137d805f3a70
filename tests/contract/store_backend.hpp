// A store to run the contract on. To join: implement Backend and add a line to the instantiation in
// message_store_test.cpp.
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "store/store.hpp"

namespace mailstop::contract {

// Open stores of one kind, empty at first, which keep 100 sessions. Destroying it leaves nothing behind.
class Backend {
 public:
  virtual ~Backend() = default;
  virtual std::unique_ptr<store::Store> open(const Clock& clock, store::Listener listener) = 0;
};

struct BackendKind {
  std::string name;
  std::function<std::unique_ptr<Backend>()> make;
};

// Keeps what a store publishes. The listener runs on the store's thread; read it when nothing is under way.
class EventLog {
 public:
  store::Listener listener() {
    return [this](std::span<const events::Event> events) {
      std::lock_guard lock(mutex_);
      events_.insert(events_.end(), events.begin(), events.end());
    };
  }
  std::vector<events::Event> all() const {
    std::lock_guard lock(mutex_);
    return events_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<events::Event> events_;
};

}  // namespace mailstop::contract
