// Writes metrics in Prometheus' text format (version 0.0.4). The family is named first, its samples follow.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/histogram.hpp"

namespace mailstop::api::v1 {

class MetricsText {
 public:
  void counter(std::string_view name, std::string_view help, std::uint64_t value);
  void gauge(std::string_view name, std::string_view help, double value);
  void histogram(std::string_view name, std::string_view help, const Histogram& histogram);

  // A family whose samples have labels: `labels` is `outcome="accepted"`, written by quoted_label().
  void family(std::string_view name, std::string_view help, std::string_view type);
  void sample(std::string_view name, std::string_view labels, double value);

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

// outcome="accepted", with what must be escaped escaped
std::string quoted_label(std::string_view name, std::string_view value);

}  // namespace mailstop::api::v1
