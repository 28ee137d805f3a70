// What /metrics tells by Mailpit's names, for dashboards and alerts that ask for these (docs/metrics.md).
#pragma once
#include "api/compat/compat_context.hpp"
#include "api/v1/metrics_text.hpp"
#include "base/result.hpp"
#include "base/task.hpp"

namespace mailstop::api::compat::mailpit {

class Metrics {
 public:
  explicit Metrics(const CompatContext& context)
      : mailroom_(context.mailroom), facts_(context.facts), tally_(context.tally) {}

  Task<Result<void>> write(v1::MetricsText& text);

 private:
  mailroom::Mailroom& mailroom_;
  const v1::FactSource facts_;
  const events::Tally& tally_;
};

}  // namespace mailstop::api::compat::mailpit
