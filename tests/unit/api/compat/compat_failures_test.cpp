// What every request of the other tools' APIs has in common: it is answered, whatever is wrong.
#include <regex>

#include "unit/api/compat/compat_fixture.hpp"

namespace mailstop::test {
namespace {

class CompatFailures : public CompatFixture {
 protected:
  // Asks for every route with `word` in place of its parameters; what is answered, by method and path.
  std::vector<std::pair<std::string, http::Response>> ask_all(const std::string& word,
                                                              const std::string& body) {
    std::vector<std::pair<std::string, http::Response>> answers;
    http::Router own;
    compat_.add_routes(own);
    for (const auto* const route : own.routes()) {
      const auto path = std::regex_replace(route->pattern, std::regex(R"(\{[^}]*\})"), word);
      const auto name = std::string(boost::beast::http::to_string(route->method)) + " " + path;
      answers.emplace_back(name, ask(route->method, path, body));
    }
    EXPECT_GT(answers.size(), 70u);
    return answers;
  }

  static void expect_answers(const std::vector<std::pair<std::string, http::Response>>& answers) {
    for (const auto& [name, answer] : answers) {
      const bool is_known =
          answer.status == Status::not_implemented || answer.status == Status::service_unavailable;
      EXPECT_TRUE(static_cast<unsigned>(answer.status) < 500 || is_known) << name << ": " << text_of(answer);
      const auto type = answer.headers.get("Content-Type");
      if (type.starts_with("application/json") && !text_of(answer).empty()) {
        EXPECT_TRUE(Json::accept(text_of(answer))) << name << ": " << text_of(answer);
      }
    }
  }
};

TEST_F(CompatFailures, NoRequestIsAnsweredWith500) {
  inject_subject("x");
  for (const auto* const word : {"m001", "1", "1.json", "1.html", "nope", "latest", "-1", "%E2%82%AC"}) {
    for (const auto* const body : {"", "{}", "[]", "{", "null",
                                   R"({"IDs":[1],"ids":{},"To":5,"From":[],"Tags":"x","AcceptChance":"x"})"})
      expect_answers(ask_all(word, body));
  }
}

TEST_F(CompatFailures, AStoreThatFailsIsNoBug) {
  inject_subject("x");
  store_.fail_with({Errc::storage_failed, "the disk is gone"});
  expect_answers(ask_all("m001", "{}"));
}

TEST_F(CompatFailures, WrongMethodsAreToldInTheToolsWay) {
  EXPECT_EQ(text_of(ask(Method::put, "/email")), R"({"error":"/email takes GET, HEAD, OPTIONS"})");
  EXPECT_EQ(text_of(ask(Method::put, "/messages")), "/messages takes GET, HEAD, DELETE, OPTIONS");
  EXPECT_EQ(ask(Method::patch, "/api/v2/jim").headers.get("Allow"), "GET, HEAD, POST, PUT, DELETE, OPTIONS");
}

TEST_F(CompatFailures, OtherSitesChangeNothing) {
  inject_subject("x");
  for (const auto& [method, path] : {std::pair{Method::delete_, "/messages"},
                                     {Method::delete_, "/email/all"},
                                     {Method::post, "/api/v2/jim"},
                                     {Method::get, "/api/v1/events"},
                                     {Method::get, "/socket.io/"},
                                     {Method::delete_, "/api/v1/messages/m001"}}) {
    http::Headers headers;
    headers.set("Origin", "https://evil.example");
    EXPECT_EQ(ask(method, path, "", std::move(headers)).status, Status::forbidden) << path;
  }
  EXPECT_FALSE(faults_.mishaps.is_on());
  EXPECT_EQ(json_of(get("/v1/messages"))["total"], 1);
}

}  // namespace
}  // namespace mailstop::test
