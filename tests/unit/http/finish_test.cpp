#include "http/finish.hpp"

#include <gmock/gmock.h>
#include <zlib.h>

#include "http/byte_range.hpp"
#include "http/content_coding.hpp"
#include "http/etag.hpp"

namespace mailstop::http {
namespace {

using testing::HasSubstr;

std::string gunzip(std::string_view packed) {
  z_stream stream = {};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string plain(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  plain.resize(stream.total_out);
  inflateEnd(&stream);
  return plain;
}

Response ask(Headers headers, Response response, Method method = Method::get) {
  headers.set("Host", "localhost");
  return finish(make_request(method, "/", std::move(headers)).value(), std::move(response));
}

Response tagged(std::string body, std::string_view type = "application/octet-stream") {
  Response response{Status::ok, {}, std::move(body)};
  response.headers.set("ETag", "\"v1\"");
  response.headers.set("Content-Type", type);
  return response;
}

TEST(Etag, ListsCompareWeakly) {
  EXPECT_TRUE(etag_list_contains("\"a\", W/\"v1\"", "\"v1\""));
  EXPECT_TRUE(etag_list_contains("\"v1\"", "W/\"v1\""));
  EXPECT_TRUE(etag_list_contains(" * ", "\"v1\""));
  EXPECT_TRUE(etag_list_contains("\"a,b\",\"v1\"", "\"v1\""));
  EXPECT_FALSE(etag_list_contains("\"v11\", \"v", "\"v1\""));
  EXPECT_FALSE(etag_list_contains("*", ""));
  EXPECT_FALSE(etag_list_contains("v1", "\"v1\""));
  EXPECT_EQ(make_content_etag("abc"), make_content_etag("abc"));
  EXPECT_NE(make_content_etag("abc"), make_content_etag("abd"));
}

TEST(Finish, IfNoneMatchIs304WithoutBody) {
  const auto response = ask({{"If-None-Match", "\"v0\", \"v1\""}}, tagged("hello"));
  EXPECT_EQ(response.status, Status::not_modified);
  EXPECT_EQ(bytes_of(response.body), "");
  EXPECT_EQ(response.headers.get("ETag"), "\"v1\"");
  EXPECT_FALSE(response.headers.has("Content-Type"));
  EXPECT_EQ(ask({{"If-None-Match", "\"v0\""}}, tagged("hello")).status, Status::ok);
  EXPECT_EQ(ask({{"If-None-Match", "*"}}, tagged("x"), Method::head).status, Status::not_modified);
  EXPECT_EQ(ask({{"If-None-Match", "*"}}, tagged("x"), Method::post).status, Status::ok);
  auto missing = tagged("x");
  missing.status = Status::not_found;
  EXPECT_EQ(ask({{"If-None-Match", "*"}}, std::move(missing)).status, Status::not_found);
}

TEST(ByteRange, Table) {
  const auto range = [](std::string_view text, std::uint64_t size = 10) {
    const auto parsed = parse_byte_range(text, size);
    if (const auto* found = std::get_if<ByteRange>(&parsed)) {
      return std::to_string(found->first) + "-" + std::to_string(found->last);
    }
    return std::string(std::get<RangeRefusal>(parsed) == RangeRefusal::ignored ? "ignored" : "unsatisfiable");
  };
  EXPECT_EQ(range("bytes=0-0"), "0-0");
  EXPECT_EQ(range("Bytes= 2-5 "), "2-5");
  EXPECT_EQ(range("bytes=2-"), "2-9");
  EXPECT_EQ(range("bytes=2-99999999"), "2-9");
  EXPECT_EQ(range("bytes=-3"), "7-9");
  EXPECT_EQ(range("bytes=-30"), "0-9");
  EXPECT_EQ(range("bytes=10-"), "unsatisfiable");
  EXPECT_EQ(range("bytes=-0"), "unsatisfiable");
  EXPECT_EQ(range("bytes=0-", 0), "unsatisfiable");
  EXPECT_EQ(range("bytes=-1", 0), "unsatisfiable");
  for (const auto* text :
       {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=0-1,3-4", "lines=0-1",
        "bytes=99999999999999999999-", "bytes=+1-2", "bytes=1--2", "bytes=1-2x"}) {
    EXPECT_EQ(range(text), "ignored") << text;
  }
}

TEST(Finish, OneRangeIs206) {
  const auto response = ask({{"Range", "bytes=1-3"}}, tagged("0123456789"));
  EXPECT_EQ(response.status, Status::partial_content);
  EXPECT_EQ(bytes_of(response.body), "123");
  EXPECT_EQ(response.headers.get("Content-Range"), "bytes 1-3/10");
  Response embedded{Status::ok, {{"ETag", "\"e\""}}, std::string_view("0123456789")};
  EXPECT_EQ(bytes_of(ask({{"Range", "bytes=-2"}}, std::move(embedded)).body), "89");
  Response shared{Status::ok, {{"ETag", "\"e\""}}, std::make_shared<const std::string>("0123456789")};
  EXPECT_EQ(bytes_of(ask({{"Range", "bytes=8-"}}, std::move(shared)).body), "89");
}

TEST(Finish, RangesThatCannotBeAreToldOrIgnored) {
  const auto response = ask({{"Range", "bytes=10-"}}, tagged("0123456789"));
  EXPECT_EQ(response.status, Status::range_not_satisfiable);
  EXPECT_EQ(response.headers.get("Content-Range"), "bytes */10");
  EXPECT_THAT(bytes_of(response.body), HasSubstr("\"error\""));
  const auto several = ask({{"Range", "bytes=0-1,3-4"}}, tagged("0123456789"));
  EXPECT_EQ(several.status, Status::ok);
  EXPECT_EQ(several.headers.get("Accept-Ranges"), "bytes");
  EXPECT_EQ(ask({{"Range", "bytes=1-3"}}, tagged("0123456789"), Method::head).status, Status::ok);
  EXPECT_EQ(ask({{"Range", "bytes=1-3"}}, text_response("without a tag")).status, Status::ok);
}

TEST(Finish, IfRangeNeedsTheSameStrongTag) {
  EXPECT_EQ(ask({{"Range", "bytes=1-3"}, {"If-Range", "\"v1\""}}, tagged("0123456789")).status,
            Status::partial_content);
  EXPECT_EQ(ask({{"Range", "bytes=1-3"}, {"If-Range", "\"v0\""}}, tagged("0123456789")).status, Status::ok);
  EXPECT_EQ(ask({{"Range", "bytes=1-3"}, {"If-Range", "W/\"v1\""}}, tagged("0123456789")).status, Status::ok);
}

TEST(ContentCoding, AcceptEncodingTable) {
  EXPECT_TRUE(accepts_coding("gzip", "gzip"));
  EXPECT_TRUE(accepts_coding("br, GZIP;q=0.5", "gzip"));
  EXPECT_TRUE(accepts_coding("*", "gzip"));
  EXPECT_TRUE(accepts_coding("identity;q=0, gzip ; q=1.000", "gzip"));
  EXPECT_FALSE(accepts_coding("", "gzip"));
  EXPECT_FALSE(accepts_coding("gzip;q=0", "gzip"));
  EXPECT_FALSE(accepts_coding("gzip; q=0.000", "gzip"));
  EXPECT_FALSE(accepts_coding("*, gzip;q=0", "gzip"));
  EXPECT_FALSE(accepts_coding("*;q=0", "gzip"));
  EXPECT_FALSE(accepts_coding("gzipped, x-gzip", "gzip"));
}

TEST(Finish, GzipsWhatIsWorthIt) {
  std::string json;
  while (json.size() < 100'000) json += "{\"id\":\"" + std::to_string(json.size()) + "\"},";
  auto original = json_response(json);
  original.headers.set("ETag", "\"v1\"");
  const auto packed = ask({{"Accept-Encoding", "br, gzip"}}, original);
  EXPECT_EQ(packed.headers.get("Content-Encoding"), "gzip");
  EXPECT_EQ(packed.headers.get("Vary"), "Accept-Encoding");
  EXPECT_EQ(packed.headers.get("ETag"), "W/\"v1\"");
  EXPECT_LT(bytes_of(packed.body).size(), json.size() / 2);
  EXPECT_EQ(gunzip(bytes_of(packed.body)), json);
  const auto plain = ask({}, original);
  EXPECT_EQ(plain.headers.get("Vary"), "Accept-Encoding");
  EXPECT_FALSE(plain.headers.has("Content-Encoding"));
  const auto ranged = ask({{"Accept-Encoding", "gzip"}, {"Range", "bytes=0-4"}}, original);
  EXPECT_FALSE(ranged.headers.has("Content-Encoding"));
  EXPECT_EQ(bytes_of(ranged.body), json.substr(0, 5));
}

TEST(Finish, LeavesSmallPackedAndBinaryBodiesAlone) {
  const Headers accept = {{"Accept-Encoding", "gzip"}};
  EXPECT_FALSE(ask(accept, text_response("small")).headers.has("Content-Encoding"));
  EXPECT_FALSE(ask(accept, tagged(std::string(5000, 'a'), "image/png")).headers.has("Content-Encoding"));
  auto brotli = tagged(std::string(5000, 'a'), "text/css");
  brotli.headers.set("Content-Encoding", "br");
  EXPECT_EQ(ask(accept, std::move(brotli)).headers.get("Content-Encoding"), "br");
  EXPECT_EQ(gunzip(gzip("")), "");
}

TEST(Finish, EveryAnswerCarriesTheSafeHeaders) {
  for (const auto& original :
       {text_response("a"), error_response(Status::not_found, "c", "m"), empty_response()}) {
    const auto response = ask({}, original);
    EXPECT_EQ(response.headers.get("Content-Security-Policy"), default_content_security_policy);
    EXPECT_EQ(response.headers.get("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(response.headers.get("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(response.headers.get("Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(response.headers.get("Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_EQ(response.headers.get("Cache-Control"), "no-store");
  }
  EXPECT_EQ(ask({}, tagged("a")).headers.get("Cache-Control"), "no-cache");
}

TEST(Finish, AHandlerReplacesThePolicy) {
  auto mail = text_response("<p>");
  mail.headers.set("Content-Security-Policy", sandbox_content_security_policy);
  const auto response = ask({}, std::move(mail));
  EXPECT_EQ(response.headers.joined("Content-Security-Policy"), sandbox_content_security_policy);
  EXPECT_THAT(std::string(default_content_security_policy), testing::Not(HasSubstr("unsafe")));
}

}  // namespace
}  // namespace mailstop::http
