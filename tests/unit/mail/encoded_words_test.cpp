#include "mail/encoded_words.hpp"

#include <gtest/gtest.h>

#include "mail/header_text.hpp"

namespace mailstop::mail {
namespace {

struct HeaderCase {
  std::string raw, text;
};

TEST(DecodeHeaderText, DecodesAndUnfolds) {
  const std::vector<HeaderCase> cases = {
      {" plain ", "plain"},
      {"a\r\n b\r\n\tc\n d", "a b c d"},
      {"=?utf-8?Q?Gr=C3=BC=C3=9Fe?=", "Grüße"},
      {"=?UTF-8?b?R3LDvMOfZQ==?=", "Grüße"},
      {"=?iso-8859-1?q?a_b=5Fc?=", "a b_c"},
      {"=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"},
      {"=?utf-8?Q?a?=\r\n =?utf-8?Q?b?= c", "ab c"},
      {"=?utf-8?B?SsO8cmc=?= =?utf-8?B?IFNjaMO2bmVy?=", "Jürg Schöner"},  // two padded words
      {"=?utf-8?B?4oI=?= =?utf-8?B?rA==?=", "€"},                         // a character split over two
      {"=?utf-8?Q?=E2=82?= =?utf-8?Q?=AC?=", "€"},
      {"=?utf-8?Q?a?= =?iso-8859-1?Q?=FC?=", "aü"},
      {"=?iso-2022-jp?B?GyRCJDMbKEI=?= x", "こ x"},
      {"=?utf-8*de?q?ja?=", "ja"},
      {"=?utf-8?Q?not_closed", "=?utf-8?Q?not_closed"},
      {"=?utf-8?X?abc?= =??Q?abc?= =?=", "=?utf-8?X?abc?= =??Q?abc?= =?="},
      {"=?unknown?Q?=C3=BC?=", "ü"},
      {"=?utf-8?Q?with space?=", "with space"},
      {"=?utf-8?Q?a=0D=0ABcc:_x=00?=", "a  Bcc: x\xEF\xBF\xBD"},
      {"=?utf-8?Q?=zz_=4?=", "=zz =4"},
      {"a\xFCz", "aüz"},
      {"a\xC3\xBCz", "aüz"},
      {std::string("a\0b\x7F", 4), "a b"},
      {"\xC2\x85x\xE2\x80\xA8y", "x y"},
  };
  for (const auto& [raw, text] : cases) EXPECT_EQ(decode_header_text(raw), text) << raw;
}

TEST(JoinEncodedWords, WritesARunAsOneWord) {
  EXPECT_EQ(join_encoded_words("x =?utf-8?B?SsO8cmc=?= =?iso-8859-1?Q?=FC?= <a@b>"),
            "x =?utf-8?B?SsO8cmfDvA==?= <a@b>");
  EXPECT_EQ(join_encoded_words("=?nothing"), "=?nothing");
}

}  // namespace
}  // namespace mailstop::mail
