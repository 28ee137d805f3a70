#include "api/compat/mailpit/tag_names.hpp"

#include "api/compat/mailpit/message_json.hpp"

namespace mailstop::api::compat::mailpit {

Task<Result<std::vector<std::string>>> tag_names(mailroom::Mailroom& mailroom) {
  auto tags = co_await mailroom.tags(std::nullopt);
  if (!tags) co_return tags.error();
  std::vector<std::string> names;
  for (auto& tag : *tags) names.push_back(std::move(tag.name));
  co_return sorted_tags(std::move(names));
}

}  // namespace mailstop::api::compat::mailpit
