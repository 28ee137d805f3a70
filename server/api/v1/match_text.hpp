// Conditions on one text of a Match: "Welcome" or {"contains": "Welcome", "caseSensitive": true}.
#pragma once
#include <string>

#include "api/v1/json_reader.hpp"
#include "query/text_condition.hpp"

namespace mailstop::api::v1 {

// What a plain string means.
enum class Shorthand {
  contains,
  address,  // equal when it holds an @, else contained
};

// Refuses a condition that every text would meet: it is an unset variable more often than a wish.
Result<query::TextCondition> read_text_condition(const Json& value, const std::string& path,
                                                 Shorthand shorthand);

// For a person: contains "Welcome"
std::string to_text(const query::TextCondition& condition);

}  // namespace mailstop::api::v1
