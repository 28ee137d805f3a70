// Random refusals by percentage: of senders, of recipients, of logins. Off until rules say otherwise. Any
// thread.
#pragma once
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <random>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::faults {

struct ChaosTrigger {
  int code = 0;         // of the SMTP reply, 400 to 599
  int probability = 0;  // percent

  bool operator==(const ChaosTrigger&) const = default;
};

struct ChaosRules {
  ChaosTrigger sender{451, 0};
  ChaosTrigger recipient{451, 0};
  ChaosTrigger authentication{535, 0};

  bool operator==(const ChaosRules&) const = default;
};

// The error says which number is out of its range.
Result<void> check(const ChaosTrigger& trigger);

// "Sender:451:5,Authentication:535:10": names, codes and percentages; what is not named stays.
Result<void> read_chaos_rules(std::string_view text, ChaosRules& rules);

class Chaos {
 public:
  explicit Chaos(ChaosRules rules = {}, std::uint32_t seed = std::random_device{}());

  // Is any probability more than none?
  bool is_armed() const { return is_armed_.load(std::memory_order_relaxed); }

  ChaosRules rules() const;
  void use(const ChaosRules& rules);

  // Rolls the dice: the code of the reply that refuses, or none to go on.
  std::optional<int> strike(ChaosTrigger ChaosRules::*which);

 private:
  mutable std::mutex mutex_;
  ChaosRules rules_;
  std::atomic<bool> is_armed_{false};
  std::minstd_rand random_;
};

}  // namespace mailstop::faults
