#include "protocol/smtp/xtext.hpp"

#include <gtest/gtest.h>

namespace mailstop::smtp {
namespace {

TEST(Xtext, FaultIsWhereItGoesWrong) {
  EXPECT_EQ(find_xtext_fault("a@b+2B+3D"), std::string_view::npos);
  EXPECT_EQ(find_xtext_fault(""), std::string_view::npos);
  EXPECT_EQ(find_xtext_fault("+"), 0u);
  EXPECT_EQ(find_xtext_fault("a+2"), 1u);
  EXPECT_EQ(find_xtext_fault("a+2b"), 1u);
  EXPECT_EQ(find_xtext_fault("ab=c"), 2u);
  EXPECT_EQ(find_xtext_fault("a b"), 1u);
  EXPECT_EQ(find_xtext_fault("\x7F"), 0u);
}

TEST(Xtext, DecodesHex) {
  EXPECT_EQ(decode_xtext("a+2Bb+3D+41"), "a+b=A");
  EXPECT_EQ(decode_xtext("+C3+B6"), "\xC3\xB6");
}

}  // namespace
}  // namespace mailstop::smtp
