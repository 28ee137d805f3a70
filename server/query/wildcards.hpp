// Rules read a `*` in a text as "anything"; the search language does not, there it is a character.
//
//   with_wildcards(parse_query("to:*@billing.test", now).value())   // an address that ends in @billing.test
#pragma once
#include "base/result.hpp"
#include "query/query.hpp"

namespace mailstop::query {

// Every condition that a text contains or equals something with a `*` becomes one that the whole text is like
// it. The others stay. The error names a text that is too long for that.
Result<Query> with_wildcards(Query query);

}  // namespace mailstop::query
