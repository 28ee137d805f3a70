#include "api/v1/service_routes.hpp"

#include <set>

#include "api/v1/document.hpp"
#include "base/text.hpp"
#include "unit/api/api_fixture.hpp"

namespace mailstop::test {
namespace {

using ServiceRoutes = ApiFixture;

TEST_F(ServiceRoutes, InfoCountsAndNamesTheSettings) {
  inject_subject("x");
  clock_.advance(Duration{12'500});
  const auto info = json_of(get("/v1/info"));
  EXPECT_EQ(info["version"], "0.1.0");
  EXPECT_EQ(info["messages"], 1);
  EXPECT_EQ(info["unread"], 1);
  EXPECT_EQ(info["sequence"], 1);
  EXPECT_EQ(info["uptime"], "12.500s");
  EXPECT_EQ(info["settings"]["smtp"], Json::array({"127.0.0.1:1025"}));
  EXPECT_EQ(info["settings"]["auth"], "optional");
}

TEST_F(ServiceRoutes, InfoDescribesEachPortAndCountsWhatWasDiscarded) {
  facts_.listeners = {{"smtp", "127.0.0.1:1025", "starttls", "optional"},
                      {"http", "https://[::1]:8025", "implicit", "off"}};
  facts_.discarded = 12;
  const auto info = json_of(get("/v1/info"));
  EXPECT_EQ(info["discarded"], 12);
  EXPECT_EQ(
      info["settings"]["listeners"],
      Json::parse(R"([{"kind": "smtp", "address": "127.0.0.1:1025", "tls": "starttls", "auth": "optional"},
                            {"kind": "http", "address": "https://[::1]:8025", "tls": "implicit", "auth": "off"}])"));
}

TEST_F(ServiceRoutes, ReadyOnlyWhenTheApplicationSaysSo) {
  EXPECT_EQ(get("/readyz").status, Status::ok);
  facts_.unready = "starting";
  EXPECT_EQ(get("/readyz").status, Status::service_unavailable);
  EXPECT_EQ(message_of(get("/readyz")), "starting");
  EXPECT_EQ(get("/livez").status, Status::ok);
}

TEST_F(ServiceRoutes, GivesTheCaOrSaysHowToHaveOne) {
  const auto given = get("/v1/ca.pem");
  EXPECT_EQ(given.status, http::Status::ok);
  EXPECT_EQ(given.headers.get("Content-Type"), "application/x-pem-file");
  EXPECT_EQ(http::bytes_of(given.body), facts_.ca_pem);
  facts_.ca_pem.clear();
  const auto missing = get("/v1/ca.pem");
  EXPECT_EQ(missing.status, http::Status::not_found);
  EXPECT_THAT(http::bytes_of(missing.body), testing::HasSubstr("--tls=auto"));
}

TEST_F(ServiceRoutes, DocumentIsServedInBothPlaces) {
  EXPECT_EQ(json_of(get("/openapi.json"))["openapi"], "3.1.0");
  EXPECT_EQ(http::bytes_of(get("/openapi.json").body), http::bytes_of(get("/v1/openapi.json").body));
}

std::set<std::string> names_in_query(const Json& path, const Json& operation, const Json& components) {
  std::set<std::string> names;
  for (const auto* owner : {&path, &operation}) {
    if (!owner->contains("parameters")) continue;
    for (auto parameter : (*owner)["parameters"]) {
      if (parameter.contains("$ref")) {
        const std::string reference = parameter["$ref"];
        parameter = components["parameters"][reference.substr(reference.rfind('/') + 1)];
      }
      if (parameter["in"] != "query") continue;
      const bool is_repeatable =
          parameter["schema"].contains("type") && parameter["schema"]["type"] == "array";
      names.insert(parameter["name"].get<std::string>() + (is_repeatable ? "*" : ""));
    }
  }
  return names;
}

std::set<std::string> words(std::string_view text) {
  std::set<std::string> result;
  for (const auto word : mailstop::split(text, ' ')) {
    if (!word.empty()) result.emplace(word);
  }
  return result;
}

// "GET /v1/messages?after&cursor": method, path and the query parameters taken.
std::string describe(std::string method, std::string_view path, const std::set<std::string>& query) {
  std::transform(method.begin(), method.end(), method.begin(),
                 [](unsigned char c) { return std::toupper(c); });
  std::string text = method + " " + std::string(path);
  for (const auto& name : query) text += " " + name;
  return text;
}

TEST_F(ServiceRoutes, RouterAndDocumentListTheSame) {
  const auto document = Json::parse(api::v1::openapi_document());
  std::set<std::string> documented;
  for (const auto& [path, item] : document["paths"].items()) {
    for (const auto& [method, operation] : item.items()) {
      if (method == "parameters") continue;
      documented.insert(describe(method, path, names_in_query(item, operation, document["components"])));
    }
  }
  std::set<std::string> routed;
  for (const auto* route : router_.routes()) {
    routed.insert(describe(std::string(to_string(route->method)), route->pattern, words(route->query)));
  }
  EXPECT_EQ(routed, documented);
}

TEST_F(ServiceRoutes, EveryRouteRefusesUnknownParametersAndOtherSites) {
  http::Headers foreign;
  foreign.set("Origin", "https://evil.test");
  for (const auto* route : router_.routes()) {
    const auto response = ask(route->method, route->pattern + "?nonsense=1");
    EXPECT_EQ(response.status, Status::bad_request) << route->pattern;
    EXPECT_NE(message_of(response).find("nonsense"), std::string::npos) << route->pattern;
    if (route->method == Method::get && !route->traits.same_origin) continue;
    EXPECT_EQ(ask(route->method, route->pattern, "", foreign).status, Status::forbidden) << route->pattern;
  }
}

TEST_F(ServiceRoutes, EveryAnswerCarriesTheSafetyHeaders) {
  const auto session = mailroom_.sessions().open({});
  mailroom::Arrival arrival;
  arrival.raw = rich_mail;
  arrival.session_id = session->id;
  auto accept = mailroom_.accept(std::move(arrival));
  run_task(context_, std::move(accept)).value();
  mailroom_.sessions().close(session);
  for (const auto* route : router_.routes()) {
    if (route->method != Method::get) continue;
    std::string target = route->pattern;
    if (const auto at = target.find("{id}"); at != std::string::npos) target.replace(at, 4, "latest");
    if (const auto at = target.find("{inbox}"); at != std::string::npos) target.replace(at, 7, "default");
    if (const auto at = target.find("{partId}"); at != std::string::npos) target.replace(at, 8, "1");
    if (target.ends_with("/select")) target += "?css=p";
    if (target.ends_with("/match")) target += "?regex=p";
    const auto response = get(target);
    EXPECT_EQ(response.status, Status::ok) << target;
    EXPECT_EQ(response.headers.get("X-Content-Type-Options"), "nosniff") << target;
    EXPECT_TRUE(response.headers.has("Content-Security-Policy")) << target;
    EXPECT_EQ(response.headers.get("Referrer-Policy"), "no-referrer") << target;
  }
}

}  // namespace
}  // namespace mailstop::test
