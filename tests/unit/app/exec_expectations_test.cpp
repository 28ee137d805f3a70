#include "app/commands/exec_expectations.hpp"

#include <gmock/gmock.h>

namespace mailstop::app {
namespace {

using testing::HasSubstr;

std::string target_text(std::string_view filters, std::string_view within = "") {
  const auto target = expectation_target(filters, within);
  return target ? *target : "error: " + target.error().message;
}

TEST(ExpectationTarget, TakesFiltersAsPeopleTypeThem) {
  EXPECT_EQ(target_text("to=alice+x@x.test&subject=Hello there&count=1"),
            "/v1/expect?to=alice%2Bx%40x.test&subject=Hello%20there&count=1&within=0s");
  EXPECT_EQ(target_text("subject=a%26b=c"), "/v1/expect?subject=a%26b%3Dc&within=0s");
}

TEST(ExpectationTarget, WaitsOnlyWhenItIsAsked) {
  EXPECT_EQ(target_text("within=2s&to=a"), "/v1/expect?within=2s&to=a");
  EXPECT_EQ(target_text("within=2s&to=a", "0s"), "/v1/expect?to=a&within=0s");
}

TEST(ExpectationTarget, SaysWhatIsWrong) {
  EXPECT_THAT(target_text("to"), HasSubstr("\"to\" is no NAME=VALUE"));
  EXPECT_THAT(target_text("to=a&&count=1"), HasSubstr("is no NAME=VALUE"));
  EXPECT_THAT(target_text("print=code"), HasSubstr("print="));
  EXPECT_THAT(target_text("subject=100%"), HasSubstr("subject: "));
}

}  // namespace
}  // namespace mailstop::app
