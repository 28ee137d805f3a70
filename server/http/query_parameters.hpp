// The query of a request target, percent-decoded, "+" as a space, order and duplicates kept.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace mailstop::http {

class QueryParameters {
 public:
  // Errors: invalid_argument for a broken escape, %00 or text that is not UTF-8.
  static Result<QueryParameters> parse(std::string_view query);

  bool has(std::string_view name) const { return get(name).has_value(); }
  std::optional<std::string_view> get(std::string_view name) const;  // the first
  std::string_view get_or(std::string_view name, std::string_view otherwise) const;
  std::vector<std::string_view> all(std::string_view name) const;

  // "" and "true" are true, so that `?markRead` works; "false" is false; anything else is an error. Absent:
  // `otherwise`.
  Result<bool> flag(std::string_view name, bool otherwise = false) const;

  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  bool empty() const { return items_.empty(); }

  // Refuses any name that is not in `known`, a list separated by spaces ("inbox q tag*"), with a "did you
  // mean", and a name given twice unless it is listed with a star. "*" alone accepts everything.
  Result<void> check(std::string_view known) const;

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

}  // namespace mailstop::http
