// docs/compatibility.md names every request that the APIs of other tools answer, and no other as working.
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "unit/api/compat/compat_fixture.hpp"

namespace mailstop::test {
namespace {

// Whatever its parameters are called: "GET /view/{}"
std::string shape_of(const std::string& method, const std::string& path) {
  return method + " " + std::regex_replace(path, std::regex(R"(\{[^}]*\})"), "{}");
}

// The verdict of each request that the page has a row for.
std::map<std::string, std::string> rows_of_the_page() {
  std::ifstream file(MAILSTOP_SOURCE_DIR "/docs/compatibility.md");
  const std::regex row(R"(^\| `([A-Z]+) (/[^`?]*)[^`]*` \| (works|differs|not) \|)");
  std::map<std::string, std::string> rows;
  for (std::string line; std::getline(file, line);) {
    std::smatch match;
    if (std::regex_search(line, match, row)) rows.emplace(shape_of(match[1], match[2]), match[3]);
  }
  return rows;
}

std::set<std::string> shapes_of(const http::Router& router) {
  std::set<std::string> shapes;
  for (const auto* route : router.routes()) {
    if (route->method == Method::options) continue;
    shapes.insert(shape_of(std::string(boost::beast::http::to_string(route->method)), route->pattern));
  }
  return shapes;
}

using CompatibilityPage = CompatFixture;

TEST_F(CompatibilityPage, NamesEveryRequest) {
  http::Router own;
  compat_.add_routes(own);
  const auto rows = rows_of_the_page();
  EXPECT_GT(rows.size(), 30u);
  for (const auto& shape : shapes_of(own)) {
    const auto row = rows.find(shape);
    ASSERT_NE(row, rows.end()) << shape;
    EXPECT_NE(row->second, "not") << shape;
  }
}

TEST_F(CompatibilityPage, NamesNothingThatIsNotThere) {
  auto known = shapes_of(router_);
  known.insert("GET /metrics");  // of the native API, added by the application
  for (const auto& [shape, verdict] : rows_of_the_page()) {
    if (verdict == "not") continue;
    EXPECT_TRUE(known.contains(shape)) << shape;
  }
}

}  // namespace
}  // namespace mailstop::test
