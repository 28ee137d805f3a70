// How the SQLite store is set up; config fills it from flags, environment and file.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "store/inbox_facts.hpp"

namespace mailstop::store::sqlite {

// What an answered change survives.
enum class Durability {
  full,    // power loss: fsync at each commit
  normal,  // kill -9 of the process
  off,     // nothing: the operating system writes when it likes
};

struct Settings {
  std::string path;        // of the database file; made with its folder when missing
  bool ephemeral = false;  // keep everything in memory, `path` is not looked at
  Durability durability = Durability::normal;
  std::size_t readers = 3;  // threads with a connection each, at least 2; one never runs a search
  std::chrono::milliseconds query_budget{5000};  // a search that takes longer is refused

  std::chrono::milliseconds index_rest{500};  // so long nothing came: then the last few messages are indexed

  bool is_tended =
      true;  // the limits are kept, the index is filled, space is given back; else only what is asked

  // Of SMTP, the newest ones, or up to a fiftieth more. Those of stored messages are kept besides.
  std::size_t max_sessions = 5000;

  StoreLimits limits{{}, std::uint64_t{2} << 30};  // inboxes may have tighter ones

  // Caps of one transaction; a single larger message goes in a transaction of its own.
  std::size_t batch_changes = 1000;
  std::size_t batch_bytes = std::size_t{16} << 20;
};

}  // namespace mailstop::store::sqlite
