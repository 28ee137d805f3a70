// The encoding of lists in one column.
#include "store/sqlite/record.hpp"

#include <gtest/gtest.h>

namespace mailstop::store::sqlite {
namespace {

TEST(Record, EveryTextComesBackAsItWas) {
  const std::string all = [] {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
    return bytes;
  }();
  RecordWriter out;
  out.field(all).field("").field("\x1B[\x1B\x1B").end_record();
  out.field("second").end_record();
  const std::string text = out.take();
  RecordReader in(text);
  ASSERT_TRUE(in.next_record());
  EXPECT_EQ(in.field(), all);
  EXPECT_EQ(in.field(), "");
  EXPECT_EQ(in.field(), "\x1B[\x1B\x1B");
  ASSERT_TRUE(in.next_record());
  EXPECT_EQ(in.field(), "second");
  EXPECT_FALSE(in.next_record());
}

TEST(Record, MissingFieldsReadAsNothing) {
  RecordWriter out;
  out.field(-7).field(std::uint64_t{1} << 63).end_record();
  const std::string text = out.take();
  RecordReader in(text);
  ASSERT_TRUE(in.next_record());
  EXPECT_EQ(in.number<int>(), -7);
  EXPECT_EQ(in.number<std::uint64_t>(), std::uint64_t{1} << 63);
  EXPECT_EQ(in.field(), "");
  EXPECT_EQ(in.number<int>(), 0);
}

TEST(Record, DamageDoesNotReachOutside) {
  for (const std::string_view text : {"", "\x1E", "\x1F", "no end", "a\x1F\x1B", "\x1B\x1F\x1E"}) {
    RecordReader in(text);
    while (in.next_record()) {
      EXPECT_LE(in.field().size(), text.size());
      EXPECT_LE(in.field().size(), text.size());
    }
  }
}

}  // namespace
}  // namespace mailstop::store::sqlite
