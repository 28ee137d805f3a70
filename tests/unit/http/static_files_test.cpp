#include "http/static_files.hpp"

#include <gmock/gmock.h>

#include <array>
#include <stdexcept>

#include "http/finish.hpp"

namespace mailstop::http {
namespace {

constexpr std::array<NamedBytes, 6> files = {{
    {"index.html", "<!doctype html>"},
    {"index.html.gz", "(gzip of index)"},
    {"assets/app-1a2b.js", "let identity"},
    {"assets/app-1a2b.js.gz", "(gzip)"},
    {"assets/app-1a2b.js.br", "(brotli)"},
    {"icon.svg", "<svg/>"},
}};

class StaticFilesTest : public testing::Test {
 protected:
  Response ask(std::string_view path, Headers headers = {}, Method method = Method::get) {
    const auto request = make_request(method, path, std::move(headers)).value();
    return finish(request, page_.answer(request));
  }

  StaticFiles page_{to_assets(files), {"/", "/m/", "/inbox/", "/sessions", "/setup", "/docs"}};
};

TEST_F(StaticFilesTest, HashedNamesAreForEver) {
  const auto response = ask("/assets/app-1a2b.js");
  EXPECT_EQ(bytes_of(response.body), "let identity");
  EXPECT_EQ(response.headers.get("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(response.headers.get("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(response.headers.get("Vary"), "Accept-Encoding");
}

TEST_F(StaticFilesTest, TheBestAcceptedCodingIsServed) {
  const auto brotli = ask("/assets/app-1a2b.js", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(bytes_of(brotli.body), "(brotli)");
  EXPECT_EQ(brotli.headers.get("Content-Encoding"), "br");
  const auto gzip = ask("/assets/app-1a2b.js", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(bytes_of(gzip.body), "(gzip)");
  EXPECT_NE(gzip.headers.get("ETag"), brotli.headers.get("ETag"));
  EXPECT_EQ(bytes_of(ask("/index.html", {{"Accept-Encoding", "br, gzip"}}).body), "(gzip of index)");
}

TEST_F(StaticFilesTest, IndexIsCheckedEachTime) {
  const auto first = ask("/");
  EXPECT_EQ(first.headers.get("Cache-Control"), "no-cache");
  EXPECT_EQ(first.headers.get("Content-Type"), "text/html; charset=utf-8");
  const auto again = ask("/", {{"If-None-Match", std::string(first.headers.get("ETag"))}});
  EXPECT_EQ(again.status, Status::not_modified);
  EXPECT_EQ(again.headers.get("ETag"), first.headers.get("ETag"));
}

TEST_F(StaticFilesTest, ThePagesOwnRoutesGetTheIndex) {
  for (const auto* path : {"/", "/m/01h5", "/m/a/b", "/inbox/x", "/sessions", "/setup", "/docs", "/m/"}) {
    EXPECT_EQ(bytes_of(ask(path).body), "<!doctype html>") << path;
  }
  for (const auto* path :
       {"/m", "/v1/unknown", "/sessions/1", "/assets/none.js", "/setup2", "/email", "//"}) {
    EXPECT_EQ(ask(path).status, Status::not_found) << path;
  }
}

TEST_F(StaticFilesTest, OnlyReading) {
  const auto posted = ask("/", {}, Method::post);
  EXPECT_EQ(posted.status, Status::method_not_allowed);
  EXPECT_EQ(posted.headers.get("Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(ask("/icon.svg", {}, Method::options).status, Status::no_content);
  EXPECT_EQ(ask("/icon.svg", {}, Method::head).status, Status::ok);
  EXPECT_EQ(ask("/v1/x", {}, Method::post).status, Status::not_found);
}

TEST_F(StaticFilesTest, TypesByEnding) {
  EXPECT_EQ(ask("/icon.svg").headers.get("Content-Type"), "image/svg+xml");
  EXPECT_EQ(content_type_of_name("a.woff2"), "font/woff2");
  EXPECT_EQ(content_type_of_name("a.unknown"), "application/octet-stream");
}

TEST(StaticFiles, AnAssetGivenTwiceIsABug) {
  const std::vector<Asset> assets = {{"/a", "", "1", "", "", false}, {"/a", "", "2", "", "", false}};
  EXPECT_THROW(StaticFiles(assets, {}), std::logic_error);
}

}  // namespace
}  // namespace mailstop::http
