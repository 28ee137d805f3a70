#include "protocol/line/input.hpp"

#include <gtest/gtest.h>

namespace mailstop::line {
namespace {

constexpr std::size_t limit = 512;

TEST(Input, CutsLinesAtCrlfAndAtLf) {
  Input input;
  input.append("one\r\ntwo\nthree\r\n");
  EXPECT_EQ(input.take_line(limit).text, "one");
  EXPECT_EQ(input.take_line(limit).text, "two");
  const auto third = input.take_line(limit);
  EXPECT_EQ(third.text, "three");
  EXPECT_EQ(third.octets, 7u);
  EXPECT_EQ(input.take_line(limit).status, LineStatus::incomplete);
  EXPECT_TRUE(input.empty());
}

TEST(Input, KeepsCarriageReturnsThatAreNotTheLineEnd) {
  Input input;
  input.append("a\rb\r\r\n");
  EXPECT_EQ(input.take_line(limit).text, "a\rb\r");
}

TEST(Input, WaitsForTheEndOfALine) {
  Input input;
  for (const char c : std::string_view("NOOP\r")) {
    input.append(std::string_view(&c, 1));
    EXPECT_EQ(input.take_line(limit).status, LineStatus::incomplete);
  }
  input.append("\n");
  EXPECT_EQ(input.take_line(limit).text, "NOOP");
}

TEST(Input, EmptyLineIsALine) {
  Input input;
  input.append("\r\n");
  const auto line = input.take_line(limit);
  EXPECT_EQ(line.status, LineStatus::complete);
  EXPECT_EQ(line.text, "");
}

TEST(Input, LimitCountsTheLineEnd) {
  Input input;
  input.append("1234567\r\n12345678\r\n");
  EXPECT_EQ(input.take_line(9).status, LineStatus::complete);
  EXPECT_EQ(input.take_line(9).status, LineStatus::too_long);
  EXPECT_TRUE(input.empty());
}

TEST(Input, DropsALongLineInBoundedMemory) {
  Input input;
  const std::string block(1000, 'x');
  for (int i = 0; i < 1000; ++i) {
    input.append(block);
    EXPECT_EQ(input.take_line(limit).status, LineStatus::incomplete);
    EXPECT_LE(input.bytes().size(), limit);
  }
  input.append("x\r\nNOOP\r\n");
  EXPECT_EQ(input.take_line(limit).status, LineStatus::too_long);
  EXPECT_EQ(input.take_line(limit).text, "NOOP");
}

TEST(Input, SameLineIsTooLongHoweverItArrives) {
  for (std::size_t cut = 1; cut < 12; ++cut) {
    Input input;
    const std::string_view bytes = "12345678\r\nok\r\n";
    input.append(bytes.substr(0, cut));
    auto first = input.take_line(9);
    input.append(bytes.substr(cut));
    if (first.status == LineStatus::incomplete) first = input.take_line(9);
    EXPECT_EQ(first.status, LineStatus::too_long) << cut;
    EXPECT_EQ(input.take_line(9).text, "ok") << cut;
  }
}

TEST(Input, BytesBehindALineCanBeTakenAsTheyAre) {
  Input input;
  input.append("BDAT 3\r\nabcQUIT\r\n");
  EXPECT_EQ(input.take_line(limit).text, "BDAT 3");
  EXPECT_EQ(input.bytes(), "abcQUIT\r\n");
  input.consume(3);
  EXPECT_EQ(input.take_line(limit).text, "QUIT");
}

TEST(Input, ClearForgetsAll) {
  Input input;
  input.append("half a li");
  input.take_line(limit);
  input.clear();
  input.append("x\r\n");
  EXPECT_EQ(input.take_line(limit).text, "x");
}

}  // namespace
}  // namespace mailstop::line
