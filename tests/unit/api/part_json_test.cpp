#include "api/v1/part_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace mailstop::api::v1 {
namespace {

mail::Part part(const std::string& id, mail::PartRole role = mail::PartRole::container) {
  mail::Part result;
  result.part_id = id;
  result.role = role;
  return result;
}

TEST(PartJson, BuildsTheTreeFromIds) {
  const auto root =
      nlohmann::json::parse(part_tree_json({part("0"), part("1"), part("1.1"), part("1.2"), part("2")}));
  EXPECT_EQ(root["partId"], "0");
  ASSERT_EQ(root["parts"].size(), 2u);
  EXPECT_EQ(root["parts"][0]["parts"][1]["partId"], "1.2");
  EXPECT_EQ(root["parts"][1]["parts"], nlohmann::json::array());
}

TEST(PartJson, LosesNoPartWhoseParentIsMissing) {
  const auto root = nlohmann::json::parse(part_tree_json({part("0"), part("7.1.1")}));
  EXPECT_EQ(root["parts"][0]["partId"], "7.1.1");
}

TEST(PartJson, SaysDispositionEvenWhenTheMailDoesNot) {
  auto marked = part("1", mail::PartRole::inline_);
  marked.disposition = mail::Disposition::attachment;
  const auto root = nlohmann::json::parse(part_tree_json(
      {part("0"), part("1", mail::PartRole::attachment), part("2", mail::PartRole::inline_), marked}));
  EXPECT_EQ(root["disposition"], "inline");
  EXPECT_EQ(root["parts"][0]["disposition"], "attachment");
  EXPECT_EQ(root["parts"][1]["disposition"], "inline");
  EXPECT_EQ(root["parts"][2]["disposition"], "attachment");
}

}  // namespace
}  // namespace mailstop::api::v1
