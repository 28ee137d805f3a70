// Reads the values of options; what cannot be read is an error that says what to write.
#pragma once
#include <fmt/format.h>

#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "net/endpoint.hpp"

namespace mailstop::config {

Result<void> add_endpoint(std::vector<net::Endpoint>& list, std::string_view value);
Result<void> set_switch(bool& target, std::string_view value);
Result<void> set_url(std::string& target, std::string_view value);  // http or https, without a final slash

template <class T>
Result<void> set_count(T& target, std::string_view value, T least) {
  T number{};
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size() || number < least)
    return invalid_argument(fmt::format("\"{}\" is not a whole number of at least {}", value, least));
  target = number;
  return {};
}

template <class T, size_t N>
Result<void> set_choice(T& target, std::string_view value,
                        const std::pair<std::string_view, T> (&choices)[N]) {
  std::string known;
  for (const auto& [name, choice] : choices) {
    if (name == value) {
      target = choice;
      return {};
    }
    known += fmt::format("{}{}", known.empty() ? "" : ", ", name);
  }
  return invalid_argument(fmt::format("\"{}\" is none of {}", value, known));
}

template <class T, class U>
Result<void> set(T& target, Result<U> value) {
  if (!value) return value.error();
  target = static_cast<T>(*value);
  return {};
}

}  // namespace mailstop::config
