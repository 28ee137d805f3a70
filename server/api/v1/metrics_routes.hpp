// /metrics: what a monitoring system asks for (docs/metrics.md).
#pragma once
#include "api/v1/answer_tally.hpp"
#include "api/v1/service_facts.hpp"
#include "events/tally.hpp"
#include "http/router.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

struct MetricSources {
  const events::Tally& tally;
  const AnswerTally& answers;
};

class MetricsApi {
 public:
  MetricsApi(mailroom::Mailroom& mailroom, FactSource facts, MetricSources sources)
      : mailroom_(mailroom), facts_(std::move(facts)), sources_(sources) {}

  void add_routes(http::Router& router);

 private:
  Task<http::Response> metrics(const http::Request& request);

  static const http::RouteOf<MetricsApi> routes[];

  mailroom::Mailroom& mailroom_;
  const FactSource facts_;
  const MetricSources sources_;
};

}  // namespace mailstop::api::v1
