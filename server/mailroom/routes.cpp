#include "mailroom/routes.hpp"

#include <algorithm>
#include <utility>

#include "query/evaluator.hpp"

namespace mailstop::mailroom {
namespace {

template <class Tags>
bool has_tag(const Tags& tags, const std::string& tag) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

}  // namespace

Routes::Routes(List of_flags)
    : of_flags_(std::move(of_flags)), all_(std::make_shared<const List>(of_flags_)) {}

std::shared_ptr<const Routes::List> Routes::all() const {
  const std::lock_guard lock(mutex_);
  return all_;
}

void Routes::replace(const List& of_api) {
  auto joined = std::make_shared<List>(of_flags_);
  joined->insert(joined->end(), of_api.begin(), of_api.end());
  const std::lock_guard lock(mutex_);
  all_ = std::move(joined);
}

Routing follow(const Routes::List& routes, const query::MessageView& message) {
  Routing routing;
  query::Evaluator evaluator(message);
  for (const auto& route : routes) {
    if (!evaluator.matches(route.match)) continue;
    for (const auto& tag : route.tags) {
      if (!has_tag(message.tags, tag) && !has_tag(routing.tags, tag)) routing.tags.push_back(tag);
    }
    if (routing.inbox.empty()) routing.inbox = route.inbox;
    routing.discards = route.discards;
    if (routing.discards) break;
  }
  return routing;
}

}  // namespace mailstop::mailroom
