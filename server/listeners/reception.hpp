// What all sessions of an SmtpListener share. Owned by it; thread: its executor's.
#pragma once
#include <boost/asio/any_io_executor.hpp>
#include <cstdint>
#include <memory>

#include "base/id.hpp"
#include "base/task.hpp"
#include "faults/faults.hpp"
#include "listeners/settings.hpp"
#include "listeners/user_file.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::listeners {

struct Reception {
  mailroom::Mailroom& mailroom;
  const SmtpListenerSettings settings;
  asio::any_io_executor workers;          // for hashes that take long
  const std::unique_ptr<UserFile> users;  // null when any credentials are good
  IdSource discarded_ids;                 // of messages that nobody keeps
  faults::Faults* faults;                 // null when nothing goes wrong on purpose
  std::uint64_t discarded = 0;
};

}  // namespace mailstop::listeners
