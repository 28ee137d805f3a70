#include "api/compat/mailpit/tag_routes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "api/compat/go_json.hpp"
#include "api/compat/json_fields.hpp"
#include "api/compat/mailpit/answers.hpp"
#include "api/compat/mailpit/tag_names.hpp"
#include "api/v1/json_writer.hpp"
#include "base/text.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

using http::Method;

constexpr std::size_t longest_tag = 100;  // bytes

bool may_be_in_tag(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view(" -_.@").find(c) != std::string_view::npos;
}

store::Selection having(std::string_view tag) {
  store::Selection selection;
  auto condition = query::TextCondition::make(query::Comparison::equals, tag);
  if (condition) selection.query = query::Query{query::TextTerm{query::Field::tag, std::move(*condition)}};
  return selection;
}

}  // namespace

std::string clean_tag(std::string_view text) {
  std::string kept;
  for (const char c : to_valid_utf8(std::string(text))) {
    if (may_be_in_tag(c)) kept += c;
  }
  return std::string(trim(truncate_utf8(collapse_space(kept), longest_tag)));
}

std::vector<std::string> clean_tags(const std::vector<std::string>& tags) {
  std::vector<std::string> cleaned;
  for (const auto& written : tags) {
    auto tag = clean_tag(written);
    const auto is_same = [&](const auto& other) { return fold_case(other) == fold_case(tag); };
    if (tag.empty() || std::any_of(cleaned.begin(), cleaned.end(), is_same)) continue;
    cleaned.push_back(std::move(tag));
  }
  return cleaned;
}

void TagsApi::add_routes(http::Router& router) {
  const http::RouteOf<TagsApi> routes[] = {
      {Method::get, "/api/v1/tags", "*", &TagsApi::list, traits()},
      {Method::put, "/api/v1/tags", "*", &TagsApi::set, traits()},
      {Method::put, "/api/v1/tags/{tag}", "*", &TagsApi::rename, traits()},
      {Method::delete_, "/api/v1/tags/{tag}", "*", &TagsApi::remove, traits()},
  };
  router.add(routes, *this);
}

Task<http::Response> TagsApi::list(const http::Request&) {
  const auto names = co_await tag_names(mailroom_);
  if (!names) co_return answer(names.error());
  v1::JsonWriter json;
  json.begin_array();
  for (const auto& name : *names) json.value(name);
  json.end_array();
  co_return go_json_response(json.take());
}

Task<http::Response> TagsApi::set(const http::Request& request) {
  Json json;
  std::vector<std::string> tags, ids;
  if (const auto parsed = parse_fields(request.body, json); !parsed) co_return answer(parsed.error());
  if (const auto read = read_field(json, "Tags", tags); !read) co_return answer(read.error());
  if (const auto read = read_ids(json, ids); !read) co_return answer(read.error());
  store::Patch patch;
  patch.tags = clean_tags(tags);
  const auto updated = co_await mailroom_.update_each(std::move(ids), std::move(patch));
  co_return updated ? ok() : answer(updated.error());
}

Task<Result<std::vector<std::string>>> TagsApi::find(std::string wanted) {
  auto names = co_await tag_names(mailroom_);
  if (!names) co_return names.error();
  const auto folded = fold_case(wanted);
  std::erase_if(*names, [&](const auto& name) { return fold_case(name) != folded; });
  co_return std::move(*names);
}

Task<http::Response> TagsApi::rename(const http::Request& request) {
  Json json;
  std::string name;
  if (const auto parsed = parse_fields(request.body, json); !parsed) co_return answer(parsed.error());
  if (const auto read = read_field(json, "Name", name); !read) co_return answer(read.error());
  auto to = clean_tag(name);
  if (to.empty()) co_return bad_request("invalid tag name: " + name);
  const auto& from = request.parameter("tag");
  auto known = co_await find(from);
  if (!known) co_return answer(known.error());
  if (known->empty()) co_return bad_request("tag not found: " + from);
  const auto taken = co_await find(to);
  if (!taken) co_return answer(taken.error());
  if (!taken->empty() && *taken != *known) co_return bad_request("tag already exists: " + to);
  auto selection = having(known->front());
  // What a patch adds and removes is gone.
  std::erase(*known, to);
  if (known->empty()) co_return ok();
  store::Patch patch;
  patch.remove_tags = std::move(*known);
  patch.add_tags.push_back(std::move(to));
  const auto updated = co_await mailroom_.update_all(std::move(selection), std::move(patch));
  co_return updated ? ok() : answer(updated.error());
}

Task<http::Response> TagsApi::remove(const http::Request& request) {
  const auto& tag = request.parameter("tag");
  auto known = co_await find(tag);
  if (!known) co_return answer(known.error());
  if (known->empty()) co_return bad_request("tag not found: " + tag);
  store::Patch patch;
  auto selection = having(known->front());
  patch.remove_tags = std::move(*known);
  const auto updated = co_await mailroom_.update_all(std::move(selection), std::move(patch));
  co_return updated ? ok() : answer(updated.error());
}

}  // namespace mailstop::api::compat::mailpit
