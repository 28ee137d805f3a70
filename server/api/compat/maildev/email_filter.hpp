// What GET /email may be asked for: conditions on any member of an email by its dotted path,
// "from.address=a@b.test". Of lists, one element that fits is enough.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "api/compat/maildev/email_json.hpp"
#include "http/query_parameters.hpp"
#include "store/message_store.hpp"

namespace mailstop::api::compat::maildev {

struct EmailFilter {
  std::vector<std::pair<std::string, std::string>> conditions;  // path, value; all must hold
  std::uint64_t skip = 0;                                       // of those that fit
  std::uint64_t limit = 0;                                      // 0 for all
  store::Order order = store::Order::oldest;

  bool holds(const Json& email) const;
};

EmailFilter read_filter(const http::QueryParameters& query);

// `otherwise` for what is no number.
std::uint64_t read_number(const http::QueryParameters& query, std::string_view name, std::uint64_t otherwise);

}  // namespace mailstop::api::compat::maildev
