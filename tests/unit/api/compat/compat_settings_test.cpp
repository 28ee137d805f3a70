#include "api/compat/compat_settings.hpp"

#include <gtest/gtest.h>

#include "api/compat/go_json.hpp"

namespace mailstop::test {
namespace {

using api::compat::CompatSettings, api::compat::Tool;
using api::compat::parse_tools, api::compat::parse_v1_tool;

TEST(CompatSettings, NamesTools) {
  EXPECT_EQ(*parse_tools("mailpit, MailDev"), (std::set<Tool>{Tool::mailpit, Tool::maildev}));
  EXPECT_TRUE(parse_tools("none")->empty());
  EXPECT_EQ(parse_tools("all")->size(), 4u);
  EXPECT_FALSE(parse_tools("mailpt"));
  EXPECT_FALSE(parse_tools(""));
  EXPECT_EQ(*parse_v1_tool("mailhog"), Tool::mailhog);
  EXPECT_FALSE(parse_v1_tool("maildev"));
}

TEST(CompatSettings, OnePathHasOneOwner) {
  CompatSettings settings;
  EXPECT_TRUE(settings.owns_v1(Tool::mailpit));
  EXPECT_FALSE(settings.owns_v1(Tool::mailhog));
  settings.v1 = Tool::mailhog;
  EXPECT_FALSE(settings.owns_v1(Tool::mailpit));
  EXPECT_TRUE(settings.owns_v1(Tool::mailhog));
  settings.tools = {Tool::mailpit};
  EXPECT_TRUE(settings.owns_v1(Tool::mailpit));
  EXPECT_FALSE(settings.owns_v1(Tool::mailhog));
}

TEST(GoJson, EscapesMarkupAndSeparators) {
  EXPECT_EQ(api::compat::to_go_json("{\"a\":\"<b>&\u2028\u2029ü\"}"),
            "{\"a\":\"\\u003cb\\u003e\\u0026\\u2028\\u2029ü\"}\n");
}

}  // namespace
}  // namespace mailstop::test
