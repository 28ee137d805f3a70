#include "api/v1/patch_request.hpp"

#include <gtest/gtest.h>

namespace mailstop::api::v1 {
namespace {

TEST(PatchRequest, ReadsEveryField) {
  const auto patch =
      parse_patch(R"({"read":true,"pinned":false,"addTags":["a","ß"],"removeTags":["c"],"inbox":"x-1"})");
  ASSERT_TRUE(patch);
  EXPECT_EQ(patch->read, true);
  EXPECT_EQ(patch->pinned, false);
  EXPECT_EQ(patch->add_tags, (std::vector<std::string>{"a", "ß"}));
  EXPECT_EQ(patch->remove_tags, std::vector<std::string>{"c"});
  EXPECT_EQ(patch->inbox, "x-1");
  EXPECT_FALSE(patch->tags);
}

TEST(PatchRequest, EmptyTagsReplaceAll) {
  const auto patch = parse_patch(R"({"tags":[]})");
  ASSERT_TRUE(patch);
  ASSERT_TRUE(patch->tags);
  EXPECT_TRUE(patch->tags->empty());
}

struct Refused {
  const char* body;
  const char* message;
};

class RefusedPatch : public testing::TestWithParam<Refused> {};

TEST_P(RefusedPatch, NamesWhatIsWrong) {
  const auto patch = parse_patch(GetParam().body);
  ASSERT_FALSE(patch);
  EXPECT_EQ(patch.error().code, Errc::invalid_argument);
  EXPECT_NE(patch.error().message.find(GetParam().message), std::string::npos) << patch.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedPatch,
    testing::Values(Refused{"", "not valid JSON"}, Refused{"{", "line 1"}, Refused{"[]", "it is a list"},
                    Refused{"{}", "changes nothing"},
                    Refused{R"({"raed":true})", "unknown field \"raed\"; did you mean \"read\"?"},
                    Refused{R"({"zzzzzz":true})", "known are read, pinned"},
                    Refused{R"({"read":"true"})", "\"read\" must be true or false, it is a string"},
                    Refused{R"({"read":null})", "it is null"},
                    Refused{R"({"tags":"a"})", "\"tags\" must be a list"},
                    Refused{R"({"addTags":["a",1]})", "\"addTags[1]\" must be a string, it is a number"},
                    Refused{R"({"addTags":[""]})", "\"addTags[0]\" must be a tag"},
                    Refused{R"({"addTags":["a\n"]})", "\"addTags[0]\" must be a tag"},
                    Refused{R"({"tags":["a"],"addTags":["b"]})", "\"tags\" replaces all"},
                    Refused{R"({"inbox":"a b"})", "\"inbox\" must be an inbox name"},
                    Refused{"{\"inbox\":\"\xff\"}", "not valid JSON"},
                    Refused{R"({"read":true} x)", "not valid JSON"},
                    Refused{R"({"read":true,"read":false})", "\"read\" is given twice"}));

}  // namespace
}  // namespace mailstop::api::v1
