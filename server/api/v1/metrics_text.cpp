#include "api/v1/metrics_text.hpp"

#include <fmt/format.h>

#include <iterator>

namespace mailstop::api::v1 {

void MetricsText::family(std::string_view name, std::string_view help, std::string_view type) {
  fmt::format_to(std::back_inserter(text_), "# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

void MetricsText::sample(std::string_view name, std::string_view labels, double value) {
  const std::string braces = labels.empty() ? "" : fmt::format("{{{}}}", labels);
  fmt::format_to(std::back_inserter(text_), "{}{} {}\n", name, braces, value);
}

void MetricsText::counter(std::string_view name, std::string_view help, std::uint64_t value) {
  family(name, help, "counter");
  sample(name, "", static_cast<double>(value));
}

void MetricsText::gauge(std::string_view name, std::string_view help, double value) {
  family(name, help, "gauge");
  sample(name, "", value);
}

void MetricsText::histogram(std::string_view name, std::string_view help, const Histogram& histogram) {
  family(name, help, "histogram");
  const auto bucket_name = fmt::format("{}_bucket", name);
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    total += histogram.count(i);
    sample(bucket_name, fmt::format("le=\"{}\"", histogram.bound(i)), static_cast<double>(total));
  }
  total += histogram.count(histogram.size());
  sample(bucket_name, "le=\"+Inf\"", static_cast<double>(total));
  sample(fmt::format("{}_sum", name), "", histogram.sum());
  sample(fmt::format("{}_count", name), "", static_cast<double>(total));
}

std::string quoted_label(std::string_view name, std::string_view value) {
  std::string escaped;
  for (const char c : value) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return fmt::format("{}=\"{}\"", name, escaped);
}

}  // namespace mailstop::api::v1
