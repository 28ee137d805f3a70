// Connections that go wrong by chance: closed at once or amid the talk, as slow as an old modem; and senders,
// recipients and logins that are refused. Off until rules say otherwise. Any thread.
#pragma once
#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <random>

namespace mailstop::faults {

// Chances from 0 to 1; speeds in bytes a second, each way.
struct MishapRules {
  double disconnect = 0.005;  // after each read
  double accept = 0.99;       // of a connection; the others are closed
  double slow_link = 0.1;     // of a connection: its speed is between the next two
  double slowest_link = 1024;
  double fastest_link = 10'240;
  double reject_sender = 0.05;
  double reject_recipient = 0.05;
  double reject_login = 0.05;

  bool operator==(const MishapRules&) const = default;
};

class Mishaps {
 public:
  explicit Mishaps(std::uint32_t seed = std::random_device{}()) : random_(seed) {}

  bool is_on() const { return is_on_.load(std::memory_order_relaxed); }

  std::optional<MishapRules> rules() const;  // none while it is off
  void use(const std::optional<MishapRules>& rules);

  // Each rolls the dice; while it is off, nothing goes wrong.
  bool accepts();
  bool disconnects() { return happens(&MishapRules::disconnect); }
  bool happens(double MishapRules::*chance);
  std::optional<double> link_speed();  // none for as fast as it goes

 private:
  double roll();  // from 0 to 1, which is never reached

  mutable std::mutex mutex_;
  std::atomic<bool> is_on_{false};
  std::optional<MishapRules> rules_;
  std::minstd_rand random_;
};

}  // namespace mailstop::faults
