#include "api/compat/maildev/emails_routes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

#include "api/compat/maildev/answers.hpp"
#include "api/compat/offload_large.hpp"
#include "api/compat/offset_page.hpp"
#include "api/compat/untrusted_bytes.hpp"
#include "api/v1/html_view.hpp"
#include "http/content_disposition.hpp"
#include "http/guard.hpp"
#include "http/percent_encoding.hpp"

namespace mailstop::api::compat::maildev {
namespace {

using http::Method;
using http::Status;

constexpr std::uint32_t emails_at_once = 100;
constexpr std::uint64_t longest_summary = 200;
constexpr std::uint64_t usual_summary = 50;
constexpr std::size_t most_ids = 10'000;  // of one request

query::Query is_unread() {
  const query::Query read{query::FlagTerm{query::Flag::read}};
  return {query::Not{std::make_shared<const query::Query>(read)}};
}

Result<query::Query> holds_text(std::string_view text) {
  auto condition = query::TextCondition::make(query::Comparison::contains, text);
  if (!condition) return condition.error();
  return query::Query{query::TextTerm{query::Field::anywhere, std::move(*condition)}};
}

// What `search` and `unread` of a summary ask for; none for every email.
Result<std::optional<query::Query>> read_query(const http::QueryParameters& query) {
  query::And wanted;
  const auto text = query.get_or("search", "");
  if (!text.empty()) {
    auto term = holds_text(text);
    if (!term) return term.error();
    wanted.operands.push_back(std::move(*term));
  }
  if (query.get_or("unread", "") == "true") wanted.operands.push_back(is_unread());
  if (wanted.operands.empty()) return std::optional<query::Query>();
  return std::optional(query::Query{std::move(wanted)});
}

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
         text.find_first_of(" <>()[],;:\"\\") == std::string_view::npos && !text.ends_with('.');
}

std::optional<std::vector<std::string>> parse_ids(std::string_view body) {
  const auto json = Json::parse(body, nullptr, false);
  if (!json.is_object() || !json.contains("ids") || !json["ids"].is_array()) return std::nullopt;
  std::vector<std::string> ids;
  std::unordered_set<std::string> known;
  for (const auto& id : json["ids"]) {
    if (!id.is_string()) return std::nullopt;
    if (known.insert(id).second) ids.push_back(id);
  }
  return ids;
}

// The HTML body with the URLs of the files that it names; below `path` each has the name that it is given.
std::string link_files(const mailroom::OpenedMessage& opened, std::string_view path) {
  std::unordered_map<const mail::Part*, std::string> urls;
  const auto url_of = [&](const mail::Part& part) {
    auto& url = urls[&part];
    if (url.empty()) url = fmt::format("{}{}", path, generated_file_name(opened.message, part));
    return url;
  };
  return v1::rewrite_content_ids(opened.html, opened.message.parts, url_of);
}

}  // namespace

void EmailsApi::add(http::Router& router, Method method, std::string_view pattern, Handler handler) {
  http::Route route;
  route.method = method;
  route.pattern = fmt::format("{}{}", version_ == Version::v3 ? "/api" : "", pattern);
  route.query = "*";
  route.handler = [this, handler](const http::Request& request) { return (this->*handler)(request); };
  route.traits.refuse = refuse;
  router.add(std::move(route));
}

void EmailsApi::add_routes(http::Router& router) {
  add(router, Method::get, "/email", &EmailsApi::list);
  add(router, Method::get, "/email/summary", &EmailsApi::summary);
  add(router, Method::patch, "/email/read-all", &EmailsApi::read_all);
  add(router, Method::delete_, "/email/all", &EmailsApi::remove_all);
  add(router, Method::post, "/email/delete", &EmailsApi::remove_listed);
  add(router, Method::get, "/email/{id}", &EmailsApi::get);
  add(router, Method::delete_, "/email/{id}", &EmailsApi::remove);
  add(router, Method::get, "/email/{id}/html", &EmailsApi::html);
  add(router, Method::get, "/email/{id}/attachment/{name}", &EmailsApi::attachment);
  add(router, Method::get, "/email/{id}/download", &EmailsApi::download);
  add(router, Method::get, "/email/{id}/source", &EmailsApi::source);
  add(router, Method::post, "/email/{id}/relay", &EmailsApi::relay);
  add(router, Method::post, "/email/{id}/relay/{address}", &EmailsApi::relay);
}

Task<http::Response> EmailsApi::list(const http::Request& request) {
  const auto status = co_await mailroom_.status();
  if (!status) co_return failure(status.error());
  http::Response response;
  response.headers.set("Content-Type", json_type);
  response.body = http::BodyWriter([this, filter = read_filter(request.query)](http::BodySink& sink) {
    return write_emails(filter, sink);
  });
  co_return response;
}

// Email by email: together they may be larger than the memory. One that was deleted meanwhile is left out.
Task<> EmailsApi::write_emails(EmailFilter filter, http::BodySink& sink) {
  store::ListRequest step;
  step.order = filter.order;
  step.limit = emails_at_once;
  std::string text = "[";
  std::uint64_t fitting = 0, written = 0;
  do {
    const auto page = co_await mailroom_.list(step);
    if (!page) throw std::runtime_error(page.error().message);
    for (const auto& message : page->messages) {
      if (filter.limit > 0 && written == filter.limit) break;
      if (filter.conditions.empty() && fitting < filter.skip) {
        ++fitting;
        continue;
      }
      const auto email = co_await load_email(mailroom_, message.id, version_);
      if (!email || !filter.holds(email->json) || fitting++ < filter.skip) continue;
      text += written++ == 0 ? "" : ",";
      text += email->text;
      const bool is_open = co_await sink.write(text);
      if (!is_open) co_return;
      text.clear();
    }
    step.cursor = page->next_cursor;
  } while (step.cursor && (filter.limit == 0 || written < filter.limit));
  text += "]";
  co_await sink.write(text);
}

Task<http::Response> EmailsApi::summary(const http::Request& request) {
  auto wanted = read_query(request.query);
  if (!wanted) co_return refuse(Status::bad_request, wanted.error().message);
  OffsetRequest step;
  step.selection.query = std::move(*wanted);
  step.start = read_number(request.query, "skip", 0);
  step.limit = std::min(read_number(request.query, "limit", usual_summary), longest_summary);
  if (request.query.get_or("sort", "desc") == "asc") step.order = store::Order::oldest;
  Json answer;
  answer["items"] = Json::array();
  const auto skip = step.start, limit = step.limit;
  const auto page = co_await list_at(mailroom_, std::move(step));
  if (!page) co_return failure(page.error());
  for (const auto& message : page->messages) {
    const auto stored = co_await mailroom_.get(message.id);
    if (stored) answer["items"].push_back(summary_json(*stored));
  }
  answer["total"] = page->matched;
  answer["storeTotal"] = page->totals.total;
  answer["unread"] = page->totals.unread;
  answer["skip"] = skip;
  answer["limit"] = limit;
  co_return json_answer(answer);
}

// A picture or a link of another site reads nothing and so marks nothing as read.
Task<http::Response> EmailsApi::get(const http::Request& request) {
  if (http::is_same_origin(request)) {
    store::Patch patch;
    patch.read = true;
    const auto marked = co_await mailroom_.update(request.parameter("id"), std::move(patch));
    if (!marked) co_return failure(marked.error());
  }
  auto email = co_await load_email(mailroom_, request.parameter("id"), version_);
  co_return email ? json_text_answer(std::move(email->text)) : failure(email.error());
}

Task<http::Response> EmailsApi::read_all(const http::Request&) {
  store::Selection unread;
  unread.query = is_unread();
  store::Patch patch;
  patch.read = true;
  const auto changed = co_await mailroom_.update_all(std::move(unread), std::move(patch));
  co_return changed ? json_answer(*changed) : failure(changed.error());
}

Task<http::Response> EmailsApi::remove(const http::Request& request) {
  const auto removed = co_await mailroom_.remove(request.parameter("id"));
  if (!removed && removed.error().code == Errc::not_found)
    co_return refuse(Status::not_found, "Email not found");
  co_return removed ? json_answer(true) : failure(removed.error());
}

Task<http::Response> EmailsApi::remove_all(const http::Request&) {
  store::Selection everything;
  const auto removed = co_await mailroom_.remove_all(std::move(everything));
  co_return removed ? json_answer(true) : failure(removed.error());
}

Task<http::Response> EmailsApi::remove_listed(const http::Request& request) {
  const auto ids = parse_ids(request.body);
  if (!ids) co_return refuse(Status::bad_request, "ids must be an array of strings");
  if (ids->size() > most_ids)
    co_return refuse(Status::bad_request, fmt::format("these are more than {} ids", most_ids));
  const auto removed = co_await mailroom_.remove_each(*ids);
  if (!removed) co_return failure(removed.error());
  const std::unordered_set<std::string> gone(removed->begin(), removed->end());
  Json answer;
  answer["deleted"] = Json::array();
  answer["notFound"] = Json::array();
  for (const auto& id : *ids) answer[gone.contains(id) ? "deleted" : "notFound"].push_back(id);
  co_return json_answer(answer);
}

std::string EmailsApi::path_of_attachments(std::string_view id) const {
  return fmt::format("{}/email/{}/attachment/", version_ == Version::v3 ? "/api" : "",
                     http::percent_encode(id));
}

Task<http::Response> EmailsApi::html(const http::Request& request) {
  const auto opened = co_await mailroom_.open(request.parameter("id"));
  if (!opened) co_return failure(opened.error());
  const auto path = path_of_attachments(opened->message.summary.id);
  const auto url = fmt::format("//{}{}", request.host, path);
  auto job = [&] { return link_files(*opened, url); };
  auto page = co_await offload_large(mailroom_, opened->html.size(), std::move(job));
  co_return untrusted_bytes(std::move(page), "text/html; charset=utf-8",
                            v1::policy_for_parts_at(path, request.host, v1::RemoteContent::blocked));
}

Task<http::Response> EmailsApi::attachment(const http::Request& request) {
  const auto message = co_await mailroom_.get(request.parameter("id"));
  if (!message) co_return no_such_file();
  const auto& parts = message->parts;
  const auto& wanted = request.parameter("name");
  const auto part = std::find_if(parts.begin(), parts.end(), [&](const mail::Part& candidate) {
    return mail::is_file(candidate) && generated_file_name(*message, candidate) == wanted;
  });
  if (part == parts.end()) co_return no_such_file();
  auto bytes = co_await mailroom_.part(message->summary.id, part->part_id);
  if (!bytes) co_return failure(bytes.error());
  auto response = untrusted_bytes(std::move(*bytes), part->content_type);
  let_html_view_show(*part, response);
  co_return response;
}

Task<http::Response> EmailsApi::download(const http::Request& request) {
  const auto& id = request.parameter("id");
  auto raw = co_await mailroom_.raw(id);
  if (!raw) co_return no_such_file();
  auto response = untrusted_bytes(std::move(*raw), "message/rfc822");
  response.headers.set("Content-Disposition",
                       http::content_disposition(http::Disposition::attachment, id + ".eml"));
  co_return response;
}

Task<http::Response> EmailsApi::source(const http::Request& request) {
  auto raw = co_await mailroom_.raw(request.parameter("id"));
  if (!raw) co_return no_such_file();
  co_return untrusted_bytes(std::move(*raw), "text/plain; charset=utf-8");
}

Task<http::Response> EmailsApi::relay(const http::Request& request) {
  const auto message = co_await mailroom_.get(request.parameter("id"));
  if (!message) co_return failure(message.error());
  for (const auto& [name, value] : request.path_parameters) {
    if (name == "address" && !is_address(value))
      co_return refuse(Status::bad_request, "Incorrect email address provided :" + value);
  }
  co_return refuse(Status::not_implemented, "Outgoing mail not configured");
}

}  // namespace mailstop::api::compat::maildev
