#include "http/query_parameters.hpp"

#include <gmock/gmock.h>

namespace mailstop::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(QueryParameters, AreDecodedInOrderWithDuplicates) {
  const auto query = QueryParameters::parse("q=from%3Aa%40b+c&tag=1&tag=2&empty=&bare&&x=a=b").value();
  EXPECT_EQ(query.get("q"), "from:a@b c");
  EXPECT_THAT(query.all("tag"), ElementsAre("1", "2"));
  EXPECT_EQ(query.get("tag"), "1");
  EXPECT_EQ(query.get("empty"), "");
  EXPECT_EQ(query.get("bare"), "");
  EXPECT_EQ(query.get("x"), "a=b");
  EXPECT_EQ(query.get("none"), std::nullopt);
  EXPECT_EQ(query.get_or("none", "5s"), "5s");
}

TEST(QueryParameters, BrokenEscapesAndBytesAreRefused) {
  for (const auto* text : {"a=%", "a=%4", "a=%zz", "%=1", "a=%00", "a=%ff", "a=\xff", "a=%c3"}) {
    EXPECT_TRUE(QueryParameters::parse(text).has_error()) << text;
  }
}

TEST(QueryParameters, UnknownNamesAreRefusedWithTheNearest) {
  const auto query = QueryParameters::parse("inbx=a").value();
  EXPECT_EQ(query.check("q inbox after").error().message,
            "unknown query parameter \"inbx\"; did you mean \"inbox\"?");
  EXPECT_THAT(query.check("").error().message, HasSubstr("takes none"));
  const auto far = QueryParameters::parse("zzzzzzzz=a").value();
  EXPECT_THAT(far.check("q inbox").error().message, HasSubstr("known here: q, inbox"));
  EXPECT_TRUE(query.check("*").has_value());
  EXPECT_TRUE(query.check("q inbx").has_value());
}

TEST(QueryParameters, ControlBytesOfAnUnknownNameAreEscaped) {
  const auto query = QueryParameters::parse("a%0Ab=1").value();
  EXPECT_THAT(query.check("q").error().message, HasSubstr("a\\x0ab"));
}

TEST(QueryParameters, RepeatingNeedsAStar) {
  const auto query = QueryParameters::parse("tag=1&tag=2").value();
  EXPECT_THAT(query.check("q tag").error().message, HasSubstr("\"tag\" is given twice"));
  EXPECT_TRUE(query.check("q tag*").has_value());
}

TEST(QueryParameters, FlagsAreTrueFalseOrAnError) {
  const auto query = QueryParameters::parse("bare&yes=true&no=false&maybe=1").value();
  EXPECT_TRUE(query.flag("bare").value());
  EXPECT_TRUE(query.flag("yes").value());
  EXPECT_FALSE(query.flag("no", true).value());
  EXPECT_TRUE(query.flag("absent", true).value());
  EXPECT_THAT(query.flag("maybe").error().message, HasSubstr("\"maybe\" must be true or false"));
}

}  // namespace
}  // namespace mailstop::http
