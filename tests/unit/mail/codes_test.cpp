#include "mail/codes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "base/text.hpp"
#include "mail/message_parser.hpp"

namespace mailstop::mail {
namespace {

std::vector<Code> codes_in(std::string_view text, std::string_view subject = "") {
  return find_codes({subject, text, "", {}});
}

std::string best_in(std::string_view text, std::string_view subject = "") {
  const auto codes = codes_in(text, subject);
  const Code* const code = likely_code(codes);
  return code ? code->value : "";
}

TEST(Codes, ReadsEveryForm) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"Your code: 4829", "4829"},
      {"Your code: 482913", "482913"},
      {"Your verification code: 4829137025", "4829137025"},
      {"Your code is 482-913.", "482913"},
      {"Your code is 482 913.", "482913"},
      {"Your code is 4829 1370.", "48291370"},
      {"Your code:\n4 8 2 9 1 3\n", "482913"},
      {"Your code:\n4\n8\n2\n9\n1\n3\nBye", "482913"},
      {"G-482913 is your verification code", "482913"},
      {"Your code: K7QX2M", "K7QX2M"},
      {"Your code: WDJB-MJHT", "WDJB-MJHT"},
      {"Your token: 8f3a1c22-9b7e-4d55-a0c1-2f6e8d9b7a10", "8f3a1c22-9b7e-4d55-a0c1-2f6e8d9b7a10"},
      {"Your code: ４８２９１３", "482913"},
      {"Your code: ٤٨٢٩١٣", "482913"},
      {"Your code: ۴۸۲۹۱۳", "482913"},
      {"Your code: ४८२९१३", "482913"},
      {"Your code: 4\u200B8\u200B2\u200B9\u200B1\u200B3", "482913"},
      {"Your code: 482\u00A0913", "482913"},
      {"Your code: 482\u2013913", "482913"},
      {"YOUR CODE: 482913", "482913"},
      {"YOUR CODE IS «482913»!", "482913"},
      {"ВАШ КОД: 482913", "482913"},
      {"Code 482913\r\n", "482913"},
  };
  for (const auto& [text, code] : cases) EXPECT_EQ(best_in(text), code) << text;
}

TEST(Codes, PassesOverWhatIsSomethingElse) {
  for (const char* text : {
           "The code: 12:45",
           "Your code expires on 2026-03-17",
           "Your code expires on 17.03.2026",
           "Enter the code at 14:30:22",
           "This code costs 482,913.00",
           "This code costs $4829",
           "This code costs 4829 EUR",
           "The code was right in 4829% of all cases",
           "Your code comes to +49 30 123456",
           "Your code comes by telephone: (555) 010-9988",
           "The code was sent to card ****4829",
           "Release code 4.2.1829",
           "The code was used from 203.0.113.77",
           "The code is at https://app.test/code/482913",
           "The code went to 482913@app.test",
           "The code is at id.test/482913",
           "Discount code: SAVE482913",
           "Error code: 482913",
           "Zip code: 94107",
           "Order number: 482913. You need no code.",
           "#482913",
           "482913",
           "",
       }) {
    EXPECT_EQ(best_in(text), "") << text;
  }
}

TEST(Codes, TheSubjectCounts) {
  EXPECT_EQ(best_in("Hello", "482913 is your code"), "482913");
  EXPECT_EQ(best_in("482913", "Your code"), "482913");
}

TEST(Codes, WhatIsSaidTwiceIsSurer) {
  const auto once = codes_in("Your code is 482913").at(0);
  const auto twice = codes_in("Your code is 482913", "Code 482913").at(0);
  EXPECT_GT(twice.confidence, once.confidence);
}

TEST(Codes, OthersAreListedBehindTheBest) {
  const auto codes = codes_in("Your verification code: 482913\n\nIf that fails, a backup number: 55120938");
  ASSERT_GE(codes.size(), 2u);
  EXPECT_EQ(codes[0].value, "482913");
  EXPECT_EQ(codes[1].value, "55120938");
  EXPECT_GT(codes[0].confidence, codes[1].confidence);
  EXPECT_GE(codes.back().confidence, lowest_confidence);
}

TEST(Codes, ContextIsAShortLine) {
  EXPECT_EQ(codes_in("Hello,\r\n\r\nyour code is 482913.\r\nBye").at(0).context,
            "Hello, your code is 482913. Bye");
  std::string text = "Your code is 482913.";
  for (int i = 0; i < 100; ++i) text = "Wörter " + text + " Wörter";
  const std::string context = codes_in(text).at(0).context;
  EXPECT_LT(context.size(), 120u);
  EXPECT_TRUE(is_valid_utf8(context));
  EXPECT_THAT(context, testing::StartsWith("Wörter "));
  EXPECT_THAT(context, testing::HasSubstr("Your code is 482913."));
  EXPECT_THAT(context, testing::EndsWith(" Wörter"));
}

TEST(Codes, AreAtMostTen) {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "Your code: " + std::to_string(100'000 + i) + "\n";
  const auto codes = codes_in(text);
  EXPECT_EQ(codes.size(), most_codes);
  EXPECT_EQ(codes[0].value, "100000");
}

TEST(Codes, EmphasisDecides) {
  const CodeSources sources{"", "", "Enter this code: 4829 or 5820 to go on", {"5820"}};
  const auto plain = find_codes({"", "", sources.html_as_text, {}});
  const auto codes = find_codes(sources);
  ASSERT_EQ(codes.size(), 2u);
  EXPECT_GT(std::find_if(codes.begin(), codes.end(), [](auto& c) { return c.value == "5820"; })->confidence,
            std::find_if(plain.begin(), plain.end(), [](auto& c) { return c.value == "5820"; })->confidence);
}

TEST(Codes, AnyBytesAreSurvived) {
  unsigned state = 1;
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int i = 0; i < 200; ++i) {
      state = state * 1664525U + 1013904223U;
      constexpr std::string_view pieces[] = {
          "code", " ", "\n", ":",     "482913",           "4",      "-",  "#", "é", "验证码", "٤", "G-",
          "$",    "*", ".",  "order", "\xF0\x9F\x94\x91", "\u200B", "AB", "//"};
      text += pieces[(state >> 16) % std::size(pieces)];
    }
    for (const Code& code : codes_in(text, text)) {
      EXPECT_FALSE(code.value.empty());
      EXPECT_TRUE(is_valid_utf8(code.context));
      EXPECT_GT(code.confidence, 0);
      EXPECT_LT(code.confidence, 1);
    }
  }
}

// Texts that a careless scan would go over again and again.
TEST(Codes, TimeIsLinear) {
  for (const std::string_view piece :
       {"1 ", "1-", "code ", "4829 ", "A-", "order ", "482913", "code482913 ", "é", "> "}) {
    std::string text;
    while (text.size() < 2'000'000) text += piece;
    const auto start = std::chrono::steady_clock::now();
    codes_in(text, text);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2)) << piece;
  }
}

TEST(Codes, AreInTheParsedMessage) {
  const auto parsed = parse_message(
      "Subject: Hello\r\nContent-Type: text/html\r\n\r\n<p>Your "
      "code</p><table><tr><td>4<td>8<td>2<td>9</table>");
  ASSERT_EQ(parsed.codes.size(), 1u);
  EXPECT_EQ(parsed.codes[0].value, "4829");
  EXPECT_EQ(parsed.codes[0].context, "Your code 4 8 2 9");
}

}  // namespace
}  // namespace mailstop::mail
