#include "mail/charset.hpp"

#include <gtest/gtest.h>

namespace mailstop::mail {
namespace {

struct CharsetCase {
  std::string bytes, charset, text, warning;
  bool is_html = false;
};

TEST(ToUnicode, BelievesTheCharsetWhileTheBytesAllowIt) {
  const std::vector<CharsetCase> cases = {
      {"abc", "", "abc", ""},
      {"\xC3\xBC", "utf-8", "ü", ""},
      {"\xFC", "iso-8859-1", "ü", ""},
      {"\x80\x93x\x94", "iso-8859-1", "€“x”", ""},
      {"\xFC", "iso-8859-2", "ü", ""},
      {"\xA4", "iso-8859-15", "€", ""},
      {"\xCF\xF0", "windows-1251", "Пр", ""},
      {"\x82\xA0\x87\x40", "shift_jis", "あ①", ""},
      {"\x1B$B$\"\x1B(B", "iso-2022-jp", "あ", ""},
      {"\xC4\xE3\x86\xB4", "gb2312", "你喆", ""},
      {std::string("a\0\xFC\0", 4), "utf-16le", "aü", ""},
      {"\xEF\xBB\xBFx", "utf-8", "x", ""},
      {"\xC3\xBC", "", "ü", "missing_charset"},
      {"\xFC", "", "ü", "missing_charset"},
      {"\xFC", "utf-8", "ü", "wrong_charset"},
      {"\xC3\xBC\xC3\xA4\xFC", "utf-8", "üä\xEF\xBF\xBD", "wrong_charset"},
      {"\xC3\xBC", "us-ascii", "ü", "wrong_charset"},
      {"\xC3\xBC", "iso-8859-1", "Ã¼", "wrong_charset"},  // as its readers would see it
      {"\xC3\xBC", "x-klingon", "ü", "unknown_charset"},
      {"\xFC", "utf-8//ignore", "ü", "unknown_charset"},
      {"\xCF\xF0", "", "Ïð", "missing_charset", true},
      {"<meta charset=windows-1251>\xCF\xF0", "", "<meta charset=windows-1251>Пр", "", true},
      {"<META content='text/html; charset=koi8-r'>\xD0", "", "<META content='text/html; charset=koi8-r'>п",
       "", true},
      {"<meta charset=utf-8>\xFC", "", "<meta charset=utf-8>ü", "", true},
      {std::string("a\0b", 3), "",
       "a\xEF\xBF\xBD"
       "b",
       ""},
  };
  for (const auto& [bytes, charset, text, warning, is_html] : cases) {
    Defects defects;
    EXPECT_EQ(to_unicode({bytes, charset, is_html}, &defects), text) << charset;
    const auto warnings = defects.take();
    EXPECT_EQ(warnings.empty() ? "" : warnings[0].code, warning) << charset << " " << text;
  }
}

}  // namespace
}  // namespace mailstop::mail
