#include "http/guard.hpp"

#include <gmock/gmock.h>

#include "http/dispatch.hpp"

namespace mailstop::http {
namespace {

using testing::HasSubstr;

TEST(Authority, NamePortAndBrackets) {
  const auto parse = [](std::string_view text) { return parse_authority(text).value(); };
  EXPECT_EQ(parse("LocalHost:8025"), (Authority{"localhost", "8025"}));
  EXPECT_EQ(parse("[::1]:8025"), (Authority{"::1", "8025"}));
  EXPECT_EQ(parse("[FE80::A]"), (Authority{"fe80::a", ""}));
  EXPECT_EQ(parse("mail.test."), (Authority{"mail.test", ""}));
  EXPECT_EQ(parse("mail.test.:80"), (Authority{"mail.test", "80"}));
}

TEST(Authority, MalformedIsRefused) {
  for (const auto* text : {"", ":80", "a b", "a@b", "a/b", "[::1", "[::1]x", "[x]", "a:b", "a:80:80",
                           "a:123456", "::1", "a..b", ".a", "\xc3\xa4", "a%41", "a,b", "a\tb"}) {
    EXPECT_TRUE(parse_authority(text).has_error()) << text;
  }
}

struct HostCase {
  const char* host;
  unsigned status;  // 0 = served
};

class HostTable : public testing::TestWithParam<HostCase> {};

TEST_P(HostTable, IsServedOrNot) {
  Headers headers;
  if (*GetParam().host) headers.set("Host", GetParam().host);
  const auto request = make_request(Method::get, "/", std::move(headers)).value();
  const std::vector<std::string> allowed = {"mail.example.com", ".dev.example.org", "*.ci.example.net"};
  const auto refusal = refuse_host(request, allowed);
  EXPECT_EQ(refusal ? static_cast<unsigned>(refusal->status) : 0, GetParam().status) << GetParam().host;
}

INSTANTIATE_TEST_SUITE_P(Hosts, HostTable,
                         testing::Values(HostCase{"localhost", 0}, HostCase{"localhost:8025", 0},
                                         HostCase{"LOCALHOST.", 0}, HostCase{"127.0.0.1:8025", 0},
                                         HostCase{"[::1]:8025", 0}, HostCase{"192.168.1.5", 0},
                                         HostCase{"mailstop", 0}, HostCase{"mailstop:80", 0},
                                         HostCase{"a.localhost", 0}, HostCase{"printer.local", 0},
                                         HostCase{"host.docker.internal", 0}, HostCase{"app.test", 0},
                                         HostCase{"nas.lan:8025", 0}, HostCase{"nas.home.arpa", 0},
                                         HostCase{"mail.example.com", 0}, HostCase{"MAIL.example.com:443", 0},
                                         HostCase{"dev.example.org", 0}, HostCase{"a.b.dev.example.org", 0},
                                         HostCase{"x.ci.example.net", 0}));

INSTANTIATE_TEST_SUITE_P(
    Attacks, HostTable,
    testing::Values(HostCase{"evil.example", 421}, HostCase{"evil.example.", 421},
                    HostCase{"localhost.evil.example", 421}, HostCase{"127.0.0.1.nip.io", 421},
                    HostCase{"127.0.0.1.evil.example:8025", 421}, HostCase{"evillocalhost.com", 421},
                    HostCase{"a.notlocal", 421}, HostCase{"test.com", 421},
                    HostCase{"notmail.example.com", 421}, HostCase{"example.com", 421},
                    HostCase{"mail.example.com.evil.net", 421}, HostCase{"evildev.example.org", 421},
                    HostCase{"", 400}, HostCase{"a b.com", 400}, HostCase{"localhost@evil.example", 400},
                    HostCase{"evil.example/localhost", 400}, HostCase{"localhost:x", 400}));

TEST(HostGuard, SaysHowToAllowTheName) {
  const auto request = make_request(Method::get, "/", {{"Host", "mail.corp.example:8025"}}).value();
  const auto refusal = refuse_host(request, {});
  ASSERT_TRUE(refusal);
  EXPECT_THAT(bytes_of(refusal->body), HasSubstr("--allowed-hosts mail.corp.example,"));
  EXPECT_EQ(refuse_host(request, {"*"}), std::nullopt);
}

TEST(HostGuard, AnAbsoluteTargetCountsMoreThanTheHeader) {
  const auto request = make_request(Method::get, "http://evil.example/", {{"Host", "localhost"}}).value();
  EXPECT_EQ(refuse_host(request, {})->status, Status::misdirected_request);
}

struct OriginCase {
  const char* host;
  const char* origin;  // "" = no header
  const char* site;    // Sec-Fetch-Site
  bool is_same;
};

class OriginTable : public testing::TestWithParam<OriginCase> {};

TEST_P(OriginTable, IsSameOrNot) {
  const auto& row = GetParam();
  Headers headers = {{"Host", row.host}};
  if (*row.origin) headers.set("Origin", row.origin);
  if (*row.site) headers.set("Sec-Fetch-Site", row.site);
  const auto request = make_request(Method::post, "/", std::move(headers)).value();
  EXPECT_EQ(is_same_origin(request), row.is_same) << row.host << ' ' << row.origin << ' ' << row.site;
}

INSTANTIATE_TEST_SUITE_P(Own, OriginTable,
                         testing::Values(OriginCase{"localhost:8025", "", "", true},
                                         OriginCase{"localhost:8025", "http://localhost:8025", "", true},
                                         OriginCase{"localhost:8025", "http://localhost:8025", "same-origin",
                                                    true},
                                         OriginCase{"localhost:8025", "", "same-origin", true},
                                         OriginCase{"localhost:8025", "", "none", true},
                                         OriginCase{"[::1]:8025", "http://[::1]:8025", "same-origin", true},
                                         OriginCase{"mail.test", "http://mail.test", "", true},
                                         OriginCase{"mail.test:80", "http://mail.test", "", true},
                                         OriginCase{"mail.test", "https://mail.test", "same-origin", true},
                                         OriginCase{"mail.test", "https://mail.test:443", "", true},
                                         OriginCase{"MAIL.test", "http://mail.test", "", true}));

INSTANTIATE_TEST_SUITE_P(
    Foreign, OriginTable,
    testing::Values(OriginCase{"localhost:8025", "https://evil.example", "cross-site", false},
                    OriginCase{"localhost:8025", "https://evil.example", "", false},
                    OriginCase{"localhost:8025", "https://evil.example", "same-origin", false},
                    OriginCase{"localhost:8025", "", "cross-site", false},
                    OriginCase{"localhost:8025", "", "same-site", false},
                    OriginCase{"localhost:8025", "http://localhost:3000", "same-site", false},
                    OriginCase{"localhost:8025", "http://localhost", "", false},
                    OriginCase{"localhost:8025", "http://127.0.0.1:8025", "", false},
                    OriginCase{"localhost:8025", "null", "", false},
                    OriginCase{"localhost:8025", "file://", "", false},
                    OriginCase{"localhost:8025", "http://localhost:8025/", "", false},
                    OriginCase{"localhost:8025", "http://localhost:8025@evil.example", "", false},
                    OriginCase{"localhost:8025", "http://localhost:8025, https://evil.example", "", false},
                    OriginCase{"mail.test:80", "https://mail.test", "", false}));

class AdmitTest : public testing::Test {
 protected:
  AdmitTest() {
    const Handler handler = [](const Request&) { return ready(text_response("ok")); };
    for (const auto method : {Method::get, Method::post, Method::put, Method::patch, Method::delete_}) {
      router_.add({method, "/v1/things/{id}", "", handler, {}});
    }
    RouteTraits guarded;
    guarded.same_origin = true;
    router_.add({Method::get, "/v1/events", "", handler, guarded});
  }
  // 0 when the handler would run.
  unsigned status(Method method, std::string_view target, std::string_view origin, bool is_upgrade = false) {
    Headers headers = {{"Host", "localhost:8025"}};
    if (!origin.empty()) headers.set("Origin", origin);
    auto request = make_request(method, target, std::move(headers)).value();
    request.is_upgrade = is_upgrade;
    const auto admission = admit(router_, Settings(), request);
    const auto* refusal = std::get_if<Response>(&admission);
    return refusal ? static_cast<unsigned>(refusal->status) : 0;
  }

  Router router_;
};

TEST_F(AdmitTest, EveryChangingMethodChecksTheOrigin) {
  for (const auto method : {Method::post, Method::put, Method::patch, Method::delete_}) {
    EXPECT_EQ(status(method, "/v1/things/1", "https://evil.example"), 403u) << method;
    EXPECT_EQ(status(method, "/v1/%74hings/1", "https://evil.example"), 403u) << method;
    EXPECT_EQ(status(method, "/v1/things/1", "http://localhost:8025"), 0u) << method;
    EXPECT_EQ(status(method, "/v1/things/1", ""), 0u) << method;
  }
}

TEST_F(AdmitTest, ReadingIsFreeUnlessUpgradedOrGuarded) {
  EXPECT_EQ(status(Method::get, "/v1/things/1", "https://evil.example"), 0u);
  EXPECT_EQ(status(Method::get, "/v1/things/1", "https://evil.example", true), 403u);
  EXPECT_EQ(status(Method::get, "/v1/events", "https://evil.example"), 403u);
  EXPECT_EQ(status(Method::get, "/v1/events", ""), 0u);
}

TEST_F(AdmitTest, TheOriginIsCheckedBeforeTheParameters) {
  EXPECT_EQ(status(Method::post, "/v1/things/1?bad=1", "https://evil.example"), 403u);
  EXPECT_EQ(status(Method::post, "/v1/things/1?bad=1", ""), 400u);
}

}  // namespace
}  // namespace mailstop::http
