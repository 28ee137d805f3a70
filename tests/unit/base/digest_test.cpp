#include "base/digest.hpp"

#include <gtest/gtest.h>

namespace mailstop {
namespace {

TEST(Digest, KnowsThePublishedValues) {
  EXPECT_EQ(to_hex(digest(Hash::md5, "abc")), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(to_hex(digest(Hash::sha1, "abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(to_hex(digest(Hash::sha256, "abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(digest(Hash::md5, "")), "d41d8cd98f00b204e9800998ecf8427e");
}

// RFC 2202 section 2, case 2; RFC 4231 section 4.3
TEST(Hmac, KnowsThePublishedValues) {
  EXPECT_EQ(to_hex(hmac(Hash::md5, "Jefe", "what do ya want for nothing?")),
            "750c783e6ab0b503eaa86e310a5db738");
  EXPECT_EQ(to_hex(hmac(Hash::sha256, "Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(to_hex(hmac(Hash::md5, "", "")), "74e6f7298a9c2d168935f58c001bad88");
}

// RFC 6070 section 2
TEST(Pbkdf2, KnowsThePublishedValues) {
  EXPECT_EQ(to_hex(pbkdf2(Hash::sha1, "password", "salt", 1)), "0c60c80f961f0e71f3a9b524af6012062fe037a6");
  EXPECT_EQ(to_hex(pbkdf2(Hash::sha1, "password", "salt", 4096)), "4b007901b765489abead49d926f721d065a429c1");
}

TEST(ConstantTime, Compares) {
  EXPECT_TRUE(equals_in_constant_time("", ""));
  EXPECT_TRUE(equals_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equals_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equals_in_constant_time("abc", "ab"));
}

}  // namespace
}  // namespace mailstop
