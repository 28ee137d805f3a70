#include "mail/transfer_encoding.hpp"

#include <gtest/gtest.h>

#include "base/base64.hpp"

namespace mailstop::mail {
namespace {

struct TransferCase {
  std::string encoding, body, decoded, warning;
};

TEST(DecodeTransfer, DecodesAndReports) {
  const std::vector<TransferCase> cases = {
      {"", "a=3D\r\n", "a=3D\r\n", ""},
      {"8bit", "\xFC", "\xFC", ""},
      {"x-none", "abc", "abc", "unknown_encoding"},
      {"base64", "", "", ""},
      {"base64", "YWJj", "abc", ""},
      {"base64", "YW\r\nJj\r\nZA==\r\n", "abcd", ""},
      {"base64", "YWI=", "ab", ""},
      {"base64", "YWI", "ab", "bad_base64"},
      {"base64", "YWJjZ", "abc", "bad_base64"},
      {"base64", "YW*Jj", "abc", "bad_base64"},
      {"base64", "YQ==\r\n-- \r\nfooter", "a", "bad_base64"},
      {"base64", "YQ=", "a", "bad_base64"},
      {"base64", "====", "", "bad_base64"},
      {"quoted-printable", "a=3Db=\r\nc =20\r\n", "a=bc  \r\n", ""},
      {"quoted-printable", "a=b=", "a=b", "bad_quoted_printable"},
      {"quoted-printable", "a=", "a", ""},
      {"quoted-printable", "a= \t\nb=\rc", "ab=\rc", "bad_quoted_printable"},
      {"x-uuencode", "begin 644 a\r\n#0V%T\r\n`\r\nend\r\n", "Cat", ""},
      {"uuencode", "no begin line", "", ""},
  };
  for (const auto& [encoding, body, decoded, warning] : cases) {
    EXPECT_EQ(decode_transfer(body, encoding), decoded) << encoding << " " << body;
    EXPECT_EQ(look_at_content(body, encoding, Digest::none).size, decoded.size());
    Defects defects;
    check_transfer(body, encoding, "1", defects);
    const auto warnings = defects.take();
    EXPECT_EQ(warnings.empty() ? "" : warnings[0].code, warning) << encoding << " " << body;
  }
}

TEST(DecodeTransfer, GoesPieceByPieceThroughBigBodies) {
  std::string bytes(300'001, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31 + i / 251);
  std::string lines;
  const std::string encoded = to_base64(bytes);
  for (std::size_t i = 0; i < encoded.size(); i += 76) lines += encoded.substr(i, 76) + "\r\n";
  EXPECT_EQ(decode_transfer(lines, "base64"), bytes);
  EXPECT_EQ(look_at_content(lines, "base64", Digest::sha256).sha256,
            look_at_content(bytes, "", Digest::sha256).sha256);
  Defects defects;
  check_transfer(lines, "base64", "1", defects);
  EXPECT_FALSE(defects.has(Defect::bad_base64));
}

}  // namespace
}  // namespace mailstop::mail
