#include "http/url.hpp"

#include <gmock/gmock.h>

namespace mailstop::http {
namespace {

TEST(Url, IsReadAndWritten) {
  const std::pair<std::string_view, std::string_view> urls[] = {
      {"http://127.0.0.1:8025", "http://127.0.0.1:8025"},
      {"HTTP://Mail.test/", "http://mail.test"},
      {"https://mail.test:443/behind/proxy/", "https://mail.test/behind/proxy"},
      {"http://[::1]:8025", "http://[::1]:8025"},
      {"https://[::1]", "https://[::1]"},
  };
  for (const auto& [written, read] : urls) {
    const auto url = parse_url(written);
    ASSERT_TRUE(url) << written;
    EXPECT_EQ(to_text(*url), read);
  }
  EXPECT_EQ(parse_url("https://mail.test")->port, 443);
  EXPECT_EQ(parse_url("http://[::1]:8025")->host, "::1");
}

TEST(Url, SaysWhatIsWrongWithOthers) {
  for (const auto* text :
       {"", "127.0.0.1:8025", "ftp://mail.test", "http://", "http://a b", "http://u:p@mail.test",
        "http://mail.test?x=1", "http://mail.test/a?x=1", "http://mail.test/#a", "http://mail.test:99999",
        "http://mail.test:x", "http://mail.test/\x1b[0m"}) {
    const auto url = parse_url(text);
    ASSERT_FALSE(url) << text;
    EXPECT_THAT(url.error().message, testing::HasSubstr("is not the address of a web server")) << text;
  }
}

}  // namespace
}  // namespace mailstop::http
