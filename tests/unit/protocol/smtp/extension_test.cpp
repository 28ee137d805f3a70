#include "protocol/smtp/extension.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mailstop::smtp {
namespace {

using testing::HasSubstr;

TEST(Extension, EveryNameIsRead) {
  for (int place = 0; place <= static_cast<int>(Extension::auth); ++place) {
    const auto extension = static_cast<Extension>(place);
    const auto set = parse_extensions(name_of(extension));
    ASSERT_TRUE(set.has_value()) << name_of(extension);
    ExtensionSet expected;
    expected.add(extension);
    EXPECT_EQ(*set, expected);
  }
}

TEST(Extension, ListHasCommasAndAnyCase) {
  const auto set = parse_extensions("chunking, 8BitMime,,");
  ASSERT_TRUE(set.has_value());
  EXPECT_TRUE(set->has(Extension::chunking));
  EXPECT_TRUE(set->has(Extension::eight_bit_mime));
  EXPECT_FALSE(set->has(Extension::pipelining));
}

TEST(Extension, UnknownNameIsExplained) {
  EXPECT_THAT(parse_extensions("CHUNKNIG").error().message, HasSubstr("did you mean CHUNKING?"));
  EXPECT_THAT(parse_extensions("size,starttl").error().message, HasSubstr("\"starttl\""));
  EXPECT_THAT(parse_extensions("nothing-like-it").error().message, HasSubstr("there are PIPELINING"));
}

}  // namespace
}  // namespace mailstop::smtp
