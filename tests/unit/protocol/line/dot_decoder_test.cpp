#include "protocol/line/dot_decoder.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace mailstop::line {
namespace {

using namespace std::string_literals;

constexpr DataLimits roomy{1 << 20, 1 << 20};

struct Decoded {
  bool done = false;
  std::size_t used = 0;
  std::string body;

  bool operator==(const Decoded&) const = default;
};

Decoded decode(std::string_view bytes, std::size_t cut = std::string_view::npos) {
  DotDecoder decoder(roomy);
  auto used = decoder.feed(bytes.substr(0, cut));
  if (!decoder.done() && cut < bytes.size()) used += decoder.feed(bytes.substr(cut));
  return {decoder.done(), used, decoder.done() ? decoder.take_body() : ""};
}

// RFC 5321 section 4.5.2, said in the simplest way: the data is preceded by the CRLF of the DATA command.
Decoded decode_simply(const std::string& bytes) {
  const auto all = "\r\n" + bytes;
  const auto end = all.find("\r\n.\r\n");
  if (end == std::string::npos) return {false, bytes.size(), ""};
  auto body = all.substr(0, end + 2);
  for (auto at = body.find("\r\n."); at != std::string::npos; at = body.find("\r\n.", at + 2))
    body.erase(at + 2, 1);
  return {true, end + 3, body.substr(2)};
}

TEST(DotDecoder, AgreesWithTheRfcOnEveryShortInput) {
  const std::string alphabet = "\r\n.x";
  for (std::size_t length = 0; length <= 8; ++length) {
    const std::size_t count = std::size_t{1} << (2 * length);
    for (std::size_t number = 0; number < count; ++number) {
      std::string bytes;
      for (std::size_t i = 0; i < length; ++i) bytes.push_back(alphabet[(number >> (2 * i)) & 3]);
      ASSERT_EQ(decode(bytes), decode_simply(bytes)) << testing::PrintToString(bytes);
    }
  }
}

TEST(DotDecoder, AgreesHoweverTheInputIsCut) {
  const std::string tails[] = {"\r\n.\r\n"s, "\r\n..\r\n.\r\n"s, ".\r\r\n.\r\n"s, "\n.\r\n\r\n.\r\nQUIT\r\n"s,
                               "\r\n.\n\r\n.\r\r\n\r\n.\r\n"s};
  for (const auto& tail : tails) {
    for (const auto* head : {"", "a", "\r", "..", "a\r\nb"}) {
      const auto bytes = head + tail;
      for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        EXPECT_EQ(decode(bytes, cut), decode_simply(bytes))
            << testing::PrintToString(bytes) << " cut at " << cut;
      }
    }
  }
}

// Every form that some server has taken for the end of data. Nothing but CRLF.CRLF is.
TEST(DotDecoder, NoSmugglingFormEndsTheData) {
  const std::string forms[] = {
      "\n.\n"s,
      "\n.\r\n"s,
      "\r\n.\n"s,
      "\r.\r"s,
      "\r.\r\n"s,
      "\r\n.\r"s,
      "\n.\r"s,
      "\r.\n"s,
      "\r\r\n.\r\r\n"s,
      "\r\n.\r\r\n"s,
      "\r\n\0.\r\n"s,
      "\r\n.\0\r\n"s,
      "\r\0\n.\r\n"s,
      "\r\n.\r\0\n"s,
      "\0\r\n.\n"s,
      "\r\n..\r\n"s,
      "\r\n. \r\n"s,
      "\r\n .\r\n"s,
      "\n\r.\n\r"s,
      "\n\r\n.\n"s,
      "\x0B.\x0B"s,
      "\x0C.\x0C"s,
      "\x85.\x85"s,
      "\xC2\x85.\xC2\x85"s,
      "\xE2\x80\xA8.\r\n"s,
      "\x8D\x8A.\x8D\x8A"s,
      "\r\n\xAE\r\n"s,
      "\r\n.\x8D\x8A"s,
  };
  for (const auto& form : forms) {
    const auto smuggled = "text" + form + "MAIL FROM:<evil@example.com>\r\n";
    EXPECT_FALSE(decode(smuggled).done) << testing::PrintToString(form);
    const auto ended = decode(smuggled + ".\r\n");
    EXPECT_TRUE(ended.done) << testing::PrintToString(form);
    EXPECT_NE(ended.body.find("MAIL FROM:<evil@example.com>"), std::string::npos)
        << testing::PrintToString(form);
  }
}

TEST(DotDecoder, KeepsEveryByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  EXPECT_EQ(decode(bytes + "\r\n.\r\n").body, bytes + "\r\n");
}

TEST(DotDecoder, LeavesWhatComesBehindTheEnd) {
  const auto decoded = decode("Hi\r\n.\r\nQUIT\r\n");
  EXPECT_TRUE(decoded.done);
  EXPECT_EQ(decoded.used, 7u);
}

TEST(DotDecoder, DropsATooLargeMessageAndFindsItsEnd) {
  DotDecoder decoder({100, 1000});
  const std::string block = std::string(60, 'x') + "\r\n";
  for (int i = 0; i < 1000; ++i) decoder.feed(block);
  EXPECT_EQ(decoder.fault(), DataFault::message_too_large);
  EXPECT_EQ(decoder.feed(".\r\nQUIT"), 3u);
  EXPECT_TRUE(decoder.done());
  EXPECT_EQ(decoder.take_body(), "");
}

TEST(DotDecoder, SizeLimitCountsDecodedBytes) {
  DotDecoder fits({4, 1000});
  fits.feed("..a\r\n.\r\n");
  EXPECT_EQ(fits.fault(), DataFault::none);
  EXPECT_EQ(fits.take_body(), ".a\r\n");
  DotDecoder too_large({3, 1000});
  too_large.feed("..a\r\n.\r\n");
  EXPECT_EQ(too_large.fault(), DataFault::message_too_large);
}

TEST(DotDecoder, LineLimitHoldsHoweverTheLineArrives) {
  for (const std::size_t piece : {1, 3, 11, 100}) {
    for (const std::size_t length : {10, 11}) {
      const auto bytes = "ok\r\n" + std::string(length, 'x') + "\nok\r\n.\r\n";
      DotDecoder decoder({1000, 10});
      for (std::size_t at = 0; at < bytes.size(); at += piece)
        decoder.feed(std::string_view(bytes).substr(at, piece));
      EXPECT_TRUE(decoder.done());
      const auto expected = length > 10 ? DataFault::line_too_long : DataFault::none;
      EXPECT_EQ(decoder.fault(), expected) << "pieces of " << piece;
    }
  }
}

// RFC 5321 section 4.5.3.1.6: the octets of a line are its own, not the CRLF.
TEST(DotDecoder, LineLimitCountsNeitherCrlfNorAStuffedDot) {
  const auto fault_of = [](const std::string& line, std::size_t piece) {
    const auto bytes = "ok\r\n" + line + "ok\r\n.\r\n";
    DotDecoder decoder({1000, 10});
    for (std::size_t at = 0; at < bytes.size(); at += piece)
      decoder.feed(std::string_view(bytes).substr(at, piece));
    EXPECT_TRUE(decoder.done());
    return decoder.fault();
  };
  const std::string nine(9, 'x'), ten(10, 'x');
  for (const std::size_t piece : {1, 2, 3, 5, 7, 11, 100}) {
    for (const auto& fits :
         {ten + "\r\n", ten + "\n", ".." + nine + "\r\n", nine + "\r\r\n", ".\r" + nine + "\n"})
      EXPECT_EQ(fault_of(fits, piece), DataFault::none) << testing::PrintToString(fits) << " by " << piece;
    for (const auto& too_long : {ten + "x\r\n", ten + "\r\r\n", "\r" + ten + "\r\n", ".\r" + ten + "\n"})
      EXPECT_EQ(fault_of(too_long, piece), DataFault::line_too_long)
          << testing::PrintToString(too_long) << " by " << piece;
  }
}

TEST(DotDecoder, ReserveIsBoundByTheLimit) {
  DotDecoder decoder({100, 100});
  decoder.reserve(std::size_t{1} << 60);
  decoder.feed("a\r\n.\r\n");
  EXPECT_EQ(decoder.take_body(), "a\r\n");
}

}  // namespace
}  // namespace mailstop::line
