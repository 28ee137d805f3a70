#include "config/placeholder_text.hpp"

#include <gmock/gmock.h>

namespace mailstop::config {
namespace {

const PlaceholderValues values{"127.0.0.1", "2525", "http://127.0.0.1:8025"};

std::string filled(std::string_view text) {
  const auto result = fill_placeholders(text, values);
  return result ? *result : "error: " + result.error().message;
}

TEST(FillPlaceholders, KnowsThree) {
  EXPECT_EQ(filled("smtp://{smtp_host}:{smtp_port}"), "smtp://127.0.0.1:2525");
  EXPECT_EQ(filled("{url}/v1{url}"), "http://127.0.0.1:8025/v1http://127.0.0.1:8025");
  EXPECT_EQ(filled(""), "");
}

TEST(FillPlaceholders, LeavesOtherBraces) {
  for (const auto* text : {"{", "}", "{}", "{\"a\": 1}", "${HOME}", "{{", "a{b c}d"})
    EXPECT_EQ(filled(text), text);
  EXPECT_EQ(filled("{{smtp_port}}"), "{2525}");
  EXPECT_EQ(filled("{x:{smtp_port}"), "{x:2525");
}

TEST(FillPlaceholders, NamesAnUnknownOne) {
  EXPECT_THAT(filled("{port}"), testing::HasSubstr("unknown placeholder {port}: there are {smtp_host}"));
}

}  // namespace
}  // namespace mailstop::config
