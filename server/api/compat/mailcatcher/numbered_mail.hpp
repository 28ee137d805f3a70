// The mailroom's messages by number. Nothing is kept until somebody asks for the first time; from then on it
// follows the events. Owned by MailCatcherApi, on the web server's executor.
//
//   const auto caught_up = co_await numbered.catch_up();
//   const auto* id = numbered.numbers().id_of(1);   // at once: the next wait may change it
#pragma once
#include <cstdint>
#include <optional>

#include "api/compat/mailcatcher/message_numbers.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat::mailcatcher {

class NumberedMail {
 public:
  explicit NumberedMail(mailroom::Mailroom& mailroom) : mailroom_(mailroom) {}

  // Afterwards every message is known whose sender was answered before the call.
  Task<Result<void>> catch_up();

  const MessageNumbers& numbers() const { return numbers_; }
  // Of the newest event that the numbers know of.
  std::uint64_t sequence() const { return sequence_; }

 private:
  Task<Result<void>> load();
  // False when events were missed.
  bool take_events();

  mailroom::Mailroom& mailroom_;
  MessageNumbers numbers_;
  std::optional<events::Subscription> subscription_;
  std::uint64_t sequence_ = 0;
  std::uint64_t loads_ = 0;
};

}  // namespace mailstop::api::compat::mailcatcher
