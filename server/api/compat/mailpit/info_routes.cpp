#include "api/compat/mailpit/info_routes.hpp"

#include <map>

#include "api/compat/go_json.hpp"
#include "api/compat/mailpit/answers.hpp"
#include "api/compat/mailpit/statistics.hpp"
#include "api/v1/json_writer.hpp"

namespace mailstop::api::compat::mailpit {
namespace {

using http::Method;
using v1::JsonWriter;

void write_statistics(JsonWriter& json, const Statistics& numbers) {
  json.key("RuntimeStats");
  json.begin_object();
  json.member("Uptime", numbers.uptime);
  json.member("Memory", numbers.memory);
  json.member("MessagesDeleted", numbers.deleted);
  json.member("SMTPAccepted", numbers.accepted);
  json.member("SMTPAcceptedSize", numbers.accepted_bytes);
  json.member("SMTPRejected", numbers.rejected);
  json.member("SMTPIgnored", numbers.ignored);
  json.end_object();
}

struct Operation {
  std::string_view path;
  std::string_view method;
  std::string_view summary;
};
constexpr Operation operations[] = {
    {"/api/v1/chaos", "get", "Get the chaos triggers"},
    {"/api/v1/chaos", "put", "Set the chaos triggers"},
    {"/api/v1/info", "get", "Get application information"},
    {"/api/v1/message/{ID}", "get", "Get a message, which marks it as read"},
    {"/api/v1/message/{ID}/headers", "get", "Get the header of a message"},
    {"/api/v1/message/{ID}/html-check", "get", "Check the HTML of a message"},
    {"/api/v1/message/{ID}/link-check", "get", "Check the links of a message"},
    {"/api/v1/message/{ID}/part/{PartID}", "get", "Get a part of a message"},
    {"/api/v1/message/{ID}/part/{PartID}/thumb", "get", "Get a thumbnail of a part"},
    {"/api/v1/message/{ID}/raw", "get", "Get a message as it came in"},
    {"/api/v1/message/{ID}/release", "post", "Release a message to a relay"},
    {"/api/v1/message/{ID}/sa-check", "get", "Check a message for spam"},
    {"/api/v1/messages", "get", "List messages"},
    {"/api/v1/messages", "put", "Mark messages as read or unread"},
    {"/api/v1/messages", "delete", "Delete messages"},
    {"/api/v1/search", "get", "Search messages"},
    {"/api/v1/search", "delete", "Delete the messages that a search finds"},
    {"/api/v1/send", "post", "Send a message"},
    {"/api/v1/tags", "get", "List all tags"},
    {"/api/v1/tags", "put", "Set the tags of messages"},
    {"/api/v1/tags/{Tag}", "put", "Rename a tag"},
    {"/api/v1/tags/{Tag}", "delete", "Delete a tag"},
    {"/api/v1/webui", "get", "Get the settings of the web UI"},
    {"/view/{ID}.html", "get", "Show the HTML of a message"},
    {"/view/{ID}.txt", "get", "Show the text of a message"},
};

void write_operation(JsonWriter& json, const Operation& operation) {
  json.key(operation.method);
  json.begin_object();
  json.member("summary", operation.summary);
  json.key("responses");
  json.begin_object();
  json.key("200");
  json.begin_object();
  json.member("description", "success");
  json.end_object();
  json.end_object();
  json.end_object();
}

std::string swagger_json(std::string_view version) {
  std::map<std::string_view, std::vector<const Operation*>> paths;
  for (const auto& operation : operations) paths[operation.path].push_back(&operation);
  JsonWriter json;
  json.begin_object();
  json.member("swagger", "2.0");
  json.key("info");
  json.begin_object();
  json.member("title", "Mailpit's API, as Mailstop answers it");
  json.member("version", version);
  json.end_object();
  json.member("basePath", "/");
  json.key("paths");
  json.begin_object();
  for (const auto& [path, list] : paths) {
    json.key(path);
    json.begin_object();
    for (const auto* operation : list) write_operation(json, *operation);
    json.end_object();
  }
  json.end_object();
  json.end_object();
  return json.take();
}

}  // namespace

void InfoApi::add_routes(http::Router& router) {
  const http::RouteOf<InfoApi> routes[] = {
      {Method::get, "/api/v1/info", "*", &InfoApi::info, traits()},
      {Method::get, "/api/v1/webui", "*", &InfoApi::web_ui, traits()},
      {Method::get, "/api/v1/swagger.json", "*", &InfoApi::description, traits()},
      {Method::get, "/api/v1/", "*", &InfoApi::page, traits()},
  };
  router.add(routes, *this);
}

Task<http::Response> InfoApi::info(const http::Request&) {
  const auto facts = facts_();
  const auto numbers = co_await gather_statistics(mailroom_, facts, tally_);
  if (!numbers) co_return answer(numbers.error());
  JsonWriter json;
  json.begin_object();
  json.member("Version", facts.version);
  json.member("LatestVersion", facts.version);
  json.member("Database", facts.database);
  json.member("DatabaseSize", numbers->store.database_bytes);
  json.member("Messages", numbers->store.totals.total);
  json.member("Unread", numbers->store.totals.unread);
  json.key("Tags");
  json.begin_object();
  for (const auto& tag : numbers->tags) json.member(tag.name, tag.totals.total);
  json.end_object();
  write_statistics(json, *numbers);
  json.end_object();
  co_return go_json_response(json.take());
}

Task<http::Response> InfoApi::web_ui(const http::Request&) {
  JsonWriter json;
  json.begin_object();
  json.member("Label", "");
  json.key("MessageRelay");
  json.begin_object();
  json.member("Enabled", false);
  for (const auto* name :
       {"SMTPServer", "ReturnPath", "AllowedRecipients", "BlockedRecipients", "OverrideFrom"})
    json.member(name, "");
  json.member("PreserveMessageIDs", false);
  json.member("RecipientAllowlist", "");
  json.end_object();
  json.member("SpamAssassin", false);
  json.member("ChaosEnabled", true);
  json.member("DuplicatesIgnored", false);
  json.member("HideDeleteAllButton", false);
  json.end_object();
  co_return go_json_response(json.take());
}

Task<http::Response> InfoApi::description(const http::Request&) {
  co_return go_json_response(swagger_json(facts_().version));
}

Task<http::Response> InfoApi::page(const http::Request&) {
  co_return redirect("/docs");
}

}  // namespace mailstop::api::compat::mailpit
