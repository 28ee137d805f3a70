#include "faults/chaos.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/text.hpp"

namespace mailstop::faults {
namespace {

constexpr std::pair<std::string_view, ChaosTrigger ChaosRules::*> trigger_names[] = {
    {"sender", &ChaosRules::sender},
    {"recipient", &ChaosRules::recipient},
    {"authentication", &ChaosRules::authentication}};

std::optional<int> read_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Result<void> read_trigger(std::string_view text, ChaosRules& rules) {
  const auto fields = split(text, ':');
  const auto wrong = [text] {
    return invalid_argument(fmt::format(
        "\"{}\" is no trigger; one is such as Sender:451:5, Recipient:550:10 or Authentication:535:50",
        escape_controls(text)));
  };
  if (fields.size() != 3) return wrong();
  const auto code = read_number(trim(fields[1]));
  const auto probability = read_number(trim(fields[2]));
  if (!code || !probability) return wrong();
  const ChaosTrigger trigger{*code, *probability};
  if (auto checked = check(trigger); !checked) return checked;
  for (const auto& [name, member] : trigger_names) {
    if (!equals_ignoring_case(trim(fields[0]), name)) continue;
    rules.*member = trigger;
    return {};
  }
  return wrong();
}

}  // namespace

Result<void> check(const ChaosTrigger& trigger) {
  if (trigger.code < 400 || trigger.code > 599)
    return invalid_argument("error code must be between 400 and 599");
  if (trigger.probability < 0 || trigger.probability > 100)
    return invalid_argument("probability must be between 0 and 100");
  return {};
}

Result<void> read_chaos_rules(std::string_view text, ChaosRules& rules) {
  for (const auto item : split(text, ',')) {
    if (trim(item).empty()) continue;
    if (auto read = read_trigger(trim(item), rules); !read) return read;
  }
  return {};
}

Chaos::Chaos(ChaosRules rules, std::uint32_t seed) : random_(seed) {
  use(rules);
}

ChaosRules Chaos::rules() const {
  const std::lock_guard lock(mutex_);
  return rules_;
}

void Chaos::use(const ChaosRules& rules) {
  const std::lock_guard lock(mutex_);
  rules_ = rules;
  is_armed_ =
      rules.sender.probability > 0 || rules.recipient.probability > 0 || rules.authentication.probability > 0;
}

std::optional<int> Chaos::strike(ChaosTrigger ChaosRules::*which) {
  const std::lock_guard lock(mutex_);
  const auto& trigger = rules_.*which;
  std::uniform_int_distribution<int> percent(1, 100);
  if (trigger.probability == 0 || percent(random_) > trigger.probability) return std::nullopt;
  return trigger.code;
}

}  // namespace mailstop::faults
