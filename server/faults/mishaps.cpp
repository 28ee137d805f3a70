#include "faults/mishaps.hpp"

#include <algorithm>

namespace mailstop::faults {
namespace {

// Slower, a greeting takes minutes; faster, nobody notices.
constexpr double slowest_speed = 1;
constexpr double fastest_speed = 1e9;

}  // namespace

std::optional<MishapRules> Mishaps::rules() const {
  const std::lock_guard lock(mutex_);
  return rules_;
}

void Mishaps::use(const std::optional<MishapRules>& rules) {
  const std::lock_guard lock(mutex_);
  rules_ = rules;
  is_on_ = rules_.has_value();
}

bool Mishaps::accepts() {
  const std::lock_guard lock(mutex_);
  return !rules_ || roll() < rules_->accept;
}

bool Mishaps::happens(double MishapRules::*chance) {
  const std::lock_guard lock(mutex_);
  return rules_ && roll() < (*rules_).*chance;
}

std::optional<double> Mishaps::link_speed() {
  const std::lock_guard lock(mutex_);
  if (!rules_ || roll() >= rules_->slow_link) return std::nullopt;
  const auto range = rules_->fastest_link - rules_->slowest_link;
  return std::clamp(rules_->slowest_link + range * roll(), slowest_speed, fastest_speed);
}

double Mishaps::roll() {
  return std::uniform_real_distribution<double>(0, 1)(random_);
}

}  // namespace mailstop::faults
