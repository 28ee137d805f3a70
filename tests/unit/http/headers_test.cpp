#include "http/headers.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace mailstop::http {
namespace {

TEST(Headers, NamesCompareWithoutCaseAndKeepTheirOrder) {
  Headers headers = {{"Accept", "a"}, {"X-One", "1"}, {"accept", "b"}};
  EXPECT_EQ(headers.get("ACCEPT"), "a");
  EXPECT_EQ(headers.joined("accept"), "a, b");
  EXPECT_EQ(headers.count("Accept"), 2u);
  EXPECT_EQ(headers.begin()->name, "Accept");
  EXPECT_FALSE(headers.has("X-Two"));
}

TEST(Headers, SetReplacesAllAndDefaultYields) {
  Headers headers = {{"Vary", "a"}, {"vary", "b"}};
  headers.set("VARY", "c");
  EXPECT_EQ(headers.joined("Vary"), "c");
  headers.set_default("Vary", "d");
  headers.set_default("ETag", "\"e\"");
  EXPECT_EQ(headers.joined("Vary"), "c");
  EXPECT_EQ(headers.get("ETag"), "\"e\"");
  headers.remove("etag");
  EXPECT_FALSE(headers.has("ETag"));
}

TEST(Headers, RefusesWhatCouldBreakOutOfItsLine) {
  Headers headers;
  using namespace std::string_view_literals;
  for (const auto value : {"a\r\nSet-Cookie: b"sv, "a\nb"sv, "a\rb"sv, "a\0b"sv, "a\x1b[0m"sv, "a\x7f"sv}) {
    EXPECT_THROW(headers.set("X", value), std::invalid_argument) << value;
    EXPECT_THROW(headers.add("X", value), std::invalid_argument) << value;
  }
  for (const auto name : {""sv, "a b"sv, "a:"sv, "a\r\n"sv, "\xc3\xa4"sv}) {
    EXPECT_THROW(headers.set(name, "v"), std::invalid_argument) << name;
  }
  headers.set("X", "tab\tand \xc3\xa4 are fine");
  EXPECT_EQ(headers.get("X"), "tab\tand \xc3\xa4 are fine");
}

}  // namespace
}  // namespace mailstop::http
