// The writer's picture of the table inbox: names, kept totals, settings and the store's sequence. Counts are
// changed here and written once a transaction. Writer's thread only.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.hpp"
#include "store/inbox_facts.hpp"
#include "store/sqlite/statement.hpp"

namespace mailstop::store::sqlite {

struct Inbox {
  std::int64_t id = 0;
  std::string name;
  std::int64_t total = 0;
  std::int64_t unread = 0;
  std::uint64_t sequence = 0;  // of the newest change in it
  std::optional<std::int64_t> last_received_at;
  bool is_set_up = false;  // something was said about it
  bool accepts = true;
  RetentionLimits limits;
  bool is_changed = false;
};

class Inboxes {
 public:
  static constexpr std::int64_t store_row = 0;  // stands for the whole store

  explicit Inboxes(Database& database);

  // Forgets what was not written, after a rollback or at the start.
  void load();

  Inbox* find(const std::string& name);
  Inbox& at_or_new(const std::string& name);
  Inbox& at(std::int64_t id) { return by_id_.at(id); }
  const Inbox& at(std::int64_t id) const { return by_id_.at(id); }
  const std::unordered_map<std::int64_t, Inbox>& all() const { return by_id_; }
  // False when it was told to refuse mail.
  bool accepts(const std::string& name) const;

  std::uint64_t sequence() const { return by_id_.at(store_row).sequence; }
  std::uint64_t next_sequence(Inbox& inbox);  // for one change in `inbox`
  std::uint64_t next_sequence();              // for one that is in none
  void add(Inbox& inbox, std::int64_t messages, std::int64_t unread);

  void set_up(Inbox& inbox, const InboxSettings& settings);
  // As if nothing had been said about it and nothing had come.
  void forget_settings(Inbox& inbox);
  // The inbox that has the name, which must not be in use, gets that of `inbox`.
  void rename(Inbox& inbox, const std::string& name);

  void write();

 private:
  void mark(Inbox& inbox);
  void set_name(Inbox& inbox, const std::string& name);

  Database& database_;
  Statement select_;
  Statement insert_;
  Statement update_;
  Statement set_up_;
  Statement set_name_;
  std::unordered_map<std::int64_t, Inbox> by_id_;
  std::unordered_map<std::string, std::int64_t> by_name_;
  std::vector<std::int64_t> changed_;
  std::int64_t newest_id_ = 0;
};

}  // namespace mailstop::store::sqlite
