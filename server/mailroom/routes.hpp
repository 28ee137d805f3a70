// Routing rules: where mail goes that a search expression or a Match describes. Those of flags come first and
// stay as they are; those that are put by the API follow, and the store keeps them.
//
// Rules are looked at in order. Every one that matches adds its tags; the first one with an inbox names it;
// at the first one that discards, the message is acknowledged and dropped. A `*` in a text means anything
// (query/wildcards.hpp).
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "query/message_view.hpp"
#include "query/query.hpp"

namespace mailstop::mailroom {

enum class RouteSource { flag, api };

struct Route {
  RouteSource source = RouteSource::flag;
  std::string written;  // the match in its author's words: a search expression, or the JSON of a Match
  query::Query match;
  std::string inbox;  // "" leaves the choice to others
  std::vector<std::string> tags;
  bool discards = false;
};

// "inbox=billing; tag=invoice,test; discard; match=to:*@billing.test": at least one action, and a search
// expression to the end of the text.
Result<Route> parse_route(std::string_view text, Timestamp now);

// "invoices,paid=subject:invoice": a rule that only adds tags.
Result<Route> parse_tag_rule(std::string_view text, Timestamp now);

struct Routing {
  std::string inbox;              // "" when no rule names one
  std::vector<std::string> tags;  // that the message does not have yet
  bool discards = false;
};

// Thread-safe.
class Routes {
 public:
  using List = std::vector<Route>;

  explicit Routes(List of_flags);

  std::shared_ptr<const List> all() const;
  void replace(const List& of_api);

 private:
  const List of_flags_;
  mutable std::mutex mutex_;
  std::shared_ptr<const List> all_;
};

Routing follow(const Routes::List& routes, const query::MessageView& message);

}  // namespace mailstop::mailroom
