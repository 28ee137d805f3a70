#include <gmock/gmock.h>

#include "http/content_disposition.hpp"
#include "http/content_type.hpp"
#include "http/headers.hpp"

namespace mailstop::http {
namespace {

using testing::EndsWith;

std::string attachment(std::string_view name) {
  return content_disposition(Disposition::attachment, name);
}

TEST(ContentDisposition, PlainAndUnicodeNames) {
  EXPECT_EQ(attachment("report 1.pdf"), "attachment; filename=\"report 1.pdf\"");
  EXPECT_EQ(content_disposition(Disposition::inline_, "a.png"), "inline; filename=\"a.png\"");
  EXPECT_EQ(attachment("R\xc3\xa9sum\xc3\xa9.pdf"),
            "attachment; filename=\"R_sum_.pdf\"; filename*=UTF-8''R%C3%A9sum%C3%A9.pdf");
  EXPECT_EQ(attachment("100%.txt"), "attachment; filename=\"100_.txt\"; filename*=UTF-8''100%25.txt");
}

TEST(ContentDisposition, NothingEscapesTheNameOrTheFolder) {
  EXPECT_EQ(attachment("a\"; filename=\"b.exe"), "attachment; filename=\"a_; filename=_b.exe\"");
  EXPECT_EQ(attachment("a\r\nSet-Cookie: x=1"), "attachment; filename=\"aSet-Cookie_ x=1\"");
  EXPECT_EQ(attachment("../../etc/passwd"), "attachment; filename=\"_.._etc_passwd\"");
  EXPECT_EQ(attachment("C:\\x\\y.txt"), "attachment; filename=\"C__x_y.txt\"");
  EXPECT_EQ(attachment(".bashrc"), "attachment; filename=\"bashrc\"");
  EXPECT_EQ(attachment("x.txt. . "), "attachment; filename=\"x.txt\"");
  EXPECT_EQ(attachment(std::string_view("a\0b", 3)), "attachment; filename=\"ab\"");
  for (const auto* name : {"", " ", "..", "\r\n", "\xe2\x80\xae"})
    EXPECT_EQ(attachment(name), "attachment") << name;
}

TEST(ContentDisposition, HiddenMarksAndBadBytesAreGone) {
  EXPECT_EQ(attachment("gpj.\xe2\x80\xae"
                       "exe"),
            "attachment; filename=\"gpj.exe\"");
  EXPECT_EQ(attachment("a\xc2\x85"
                       "b"),
            "attachment; filename=\"ab\"");
  EXPECT_EQ(attachment("a\xff.txt"), "attachment; filename=\"a_.txt\"; filename*=UTF-8''a%EF%BF%BD.txt");
}

TEST(ContentDisposition, LongNamesKeepTheirEnding) {
  const auto value = attachment(std::string(5000, 'a') + ".pdf");
  EXPECT_THAT(value, EndsWith("a.pdf\""));
  EXPECT_LT(value.size(), 230u);
  EXPECT_LT(attachment(std::string(5000, '.') + std::string(5000, 'b')).size(), 230u);
}

TEST(ContentDisposition, AnyBytesMakeASafeHeader) {
  for (int high = 0; high < 256; ++high) {
    const std::string name = {'a', static_cast<char>(high), static_cast<char>(255 - high), 'z'};
    EXPECT_TRUE(is_safe_header_value(attachment(name))) << high;
  }
}

TEST(SafeContentType, PassiveTypesStay) {
  EXPECT_EQ(safe_content_type("image/PNG; name=x"), "image/png");
  EXPECT_EQ(safe_content_type("video/mp4"), "video/mp4");
  EXPECT_EQ(safe_content_type("text/plain", "iso-8859-1"), "text/plain; charset=iso-8859-1");
  EXPECT_EQ(safe_content_type("text/calendar"), "text/plain; charset=utf-8");
  EXPECT_EQ(safe_content_type("text/css", "bad\r\nvalue"), "text/plain; charset=utf-8");
}

TEST(SafeContentType, WhatABrowserWouldRunIsOnlyBytes) {
  for (const auto* type : {"text/html",
                           "TEXT/HTML; charset=utf-7",
                           "application/xhtml+xml",
                           "image/svg+xml",
                           "text/xml",
                           "application/xml",
                           "text/javascript",
                           "application/javascript",
                           "text/ecmascript",
                           "text/vbscript",
                           "text/xsl",
                           "application/pdf",
                           "application/x-shockwave-flash",
                           "multipart/x-mixed-replace",
                           "message/rfc822",
                           "text/x-component-script",
                           "",
                           "/",
                           "nonsense",
                           "image/png2",
                           "application/rss+xml",
                           "text/x-svg"}) {
    EXPECT_EQ(safe_content_type(type), "application/octet-stream") << type;
  }
}

TEST(Compressible, ByType) {
  for (const auto* type : {"text/html; charset=utf-8", "application/json", "image/svg+xml", "message/rfc822",
                           "application/problem+json", "Text/Plain"}) {
    EXPECT_TRUE(is_compressible(type)) << type;
  }
  for (const auto* type : {"image/png", "application/zip", "application/octet-stream", ""}) {
    EXPECT_FALSE(is_compressible(type)) << type;
  }
}

}  // namespace
}  // namespace mailstop::http
