// /metrics: what a monitoring system asks for (docs/metrics.md).
#pragma once
#include <functional>
#include <vector>

#include "api/v1/answer_tally.hpp"
#include "api/v1/metrics_text.hpp"
#include "api/v1/service_facts.hpp"
#include "events/tally.hpp"
#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

struct MetricSources {
  const events::Tally& tally;
  const AnswerTally& answers;
};

// Adds families to the answer, e.g. by the names of another tool.
using MetricsWriter = std::function<Task<Result<void>>(MetricsText&)>;

class MetricsApi {
 public:
  MetricsApi(mailroom::Mailroom& mailroom, FactSource facts, MetricSources sources)
      : mailroom_(mailroom), facts_(std::move(facts)), sources_(sources) {}

  void add_routes(http::Router& router);
  void add(MetricsWriter writer) { more_.push_back(std::move(writer)); }

 private:
  Task<http::Response> metrics(const http::Request& request);

  static const http::RouteOf<MetricsApi> routes[];

  mailroom::Mailroom& mailroom_;
  const FactSource facts_;
  const MetricSources sources_;
  std::vector<MetricsWriter> more_;
};

}  // namespace mailstop::api::v1
