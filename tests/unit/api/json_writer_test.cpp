#include "api/v1/json_writer.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace mailstop::api::v1 {
namespace {

TEST(JsonWriter, PlacesCommasBetweenMembersAndItems) {
  JsonWriter json;
  json.begin_object();
  json.member("a", 1u);
  json.key("b");
  json.begin_array();
  json.value(true);
  json.begin_object();
  json.end_object();
  json.null();
  json.end_array();
  json.array("c", std::vector<std::string>(), [&](const auto& text) { json.value(text); });
  json.member("d", "x");
  json.end_object();
  EXPECT_EQ(json.take(), R"({"a":1,"b":[true,{},null],"c":[],"d":"x"})");
}

TEST(JsonWriter, EscapesWhatJsonReserves) {
  std::string all;
  for (int c = 0; c < 0x80; ++c) all += static_cast<char>(c);
  JsonWriter json;
  json.value(all + "ß\u2028");
  const std::string text = json.take();
  EXPECT_EQ(nlohmann::json::parse(text).get<std::string>(), all + "ß\u2028");
  EXPECT_EQ(text.find('\n'), std::string::npos) << "an event must fit on one line";
}

TEST(JsonWriter, RepairsTextThatIsNotUtf8) {
  JsonWriter json;
  json.value(
      std::string_view("a\xff"
                       "b"));
  EXPECT_EQ(json.take(), "\"a\uFFFDb\"");
}

TEST(JsonWriter, WritesLargeNumbersWhole) {
  JsonWriter json;
  json.value(std::uint64_t{9'223'372'036'854'775'807});
  EXPECT_EQ(json.take(), "9223372036854775807");
}

}  // namespace
}  // namespace mailstop::api::v1
