// Lets held messages (RFC 4865) go when their time has come. Owned by Mailroom; run() belongs to one
// executor, the rest may be called from any thread.
#pragma once
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "store/message_store.hpp"

namespace mailstop::mailroom {

class HeldMail {
 public:
  HeldMail(store::MessageStore& store, const Clock& clock) : store_(store), clock_(clock) {}

  // Releases what is due, waits for the next, and so on until it is cancelled.
  Task<> run();

  // A message was stored that is due then: run() must not sleep longer.
  void expect(Timestamp time);

  // Releases what is due now; how many that were.
  Task<Result<std::uint64_t>> release_due();

 private:
  std::chrono::milliseconds time_to_sleep() const;

  store::MessageStore& store_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::optional<Timestamp> due_;  // the next one
  std::shared_ptr<asio::steady_timer> alarm_;
};

}  // namespace mailstop::mailroom
