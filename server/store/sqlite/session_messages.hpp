// How many messages of each SMTP session are stored. A session has a row only when it has ended: until then
// its number is kept here, and afterwards only what changes is noted, to be written once a batch. Owned by
// SessionChanges; writer's thread only.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mailstop::store::sqlite {

class SessionMessages {
 public:
  // So many sessions are counted before they end; beyond, the oldest are forgotten, as those are that never
  // came to their end.
  explicit SessionMessages(std::size_t most_open = 10'000) : most_open_(most_open) {}

  void add(const std::string& session, std::int64_t change) { changes_[session] += change; }

  // The session gets its row in this batch: the number that goes into it.
  std::int64_t take(const std::string& session);

  // What this batch has changed of sessions that have rows.
  std::vector<std::pair<std::string, std::int64_t>> changes_of_ended() const;

  void commit();
  void forget_batch();

 private:
  const std::size_t most_open_;
  std::map<std::string, std::int64_t> open_;  // ids are in order of time
  std::map<std::string, std::int64_t> changes_;
  std::vector<std::string> taken_;
};

}  // namespace mailstop::store::sqlite
