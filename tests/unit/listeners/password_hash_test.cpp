#include "listeners/password_hash.hpp"

#include <gtest/gtest.h>

namespace mailstop::listeners {
namespace {

// Made with openssl passwd, crypt(3) of libxcrypt, and sha1sum; "$2y$" is what htpasswd -B writes.
constexpr const char* hashes_of_secret[] = {
    "$apr1$abcdefgh$h9FWgUz3n9YxylKLlR5SQ/",
    "$apr1$xy$94JxxwMvxqQwA3Iid6OL9.",
    "$1$saltsalt$9xy1btjgzLYfb7hivXtC//",
    "$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW",
    "$2a$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a",
    "$5$rounds$Y5eFVpZ/We.1cALvI0WzbI3pT1cXdY8LUUYr1b3TzUA",
    "$5$rounds=1000$saltstring$AH5PD0i.riCRu4BNDy9v7OPV7u3dfLBApcXI6khquVA",
    "$6$abcdefghijklmnop$"
    "J/AWykHqo2Tx5UtavGnFc3ytI33la50JpzLTarSWVhkIXK6wOjNwwZjsrIw2UgmrER2EKrSHCeQyAINEEXAk1/",
    "$6$rounds=1000$saltstring$"
    "2BkAo106CG84raQcWpAlhyy6TSSkAsL1nfvBCoezLYyerUzY2l8axTvq6NynEt7SQAx3/cdop9ds0po8uaeHq0",
    "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=",
    "{SSHA}Wcm1xEisNjqp921ALcHfuQ7avFdzYWx0MTIzNA==",
    "{PLAIN}secret",
    "secret",
};

TEST(PasswordHash, FitsItsPasswordOnly) {
  for (const auto* text : hashes_of_secret) {
    const auto hash = PasswordHash::parse(text);
    ASSERT_TRUE(hash.has_value()) << text << hash.error().message;
    EXPECT_TRUE(hash->fits("secret")) << text;
    for (const std::string wrong : {"", "Secret", "secret ", "secre"})
      EXPECT_FALSE(hash->fits(wrong)) << text;
    EXPECT_FALSE(hash->fits(std::string("secret\0x", 8))) << text;
    EXPECT_FALSE(hash->fits(text) && hash->is_slow()) << text;
  }
}

TEST(PasswordHash, FitsLongAndEmptyPasswords) {
  const std::pair<const char*, std::string> cases[] = {
      {"$apr1$abcdefgh$XmehZizLUwrpUTLRxFJYm0", "pässwörd mit leerzeichen und mehr als sechzehn"},
      {"$apr1$xy$UzapEQ3zPyvyiKCbpWLuG0", "pässwörd mit leerzeichen und mehr als sechzehn"},
      {"$apr1$abcdefgh$L.PT565ESX4Tp2bqNs7Ie.", ""},
      {"$apr1$xy$43..WIhbfuznGvwoCyUek/", ""},
      {"{PLAIN}{SHA}x", "{SHA}x"},
      {"a:b c", "a:b c"},
  };
  for (const auto& [text, password] : cases) {
    const auto hash = PasswordHash::parse(text);
    ASSERT_TRUE(hash.has_value()) << text;
    EXPECT_TRUE(hash->fits(password)) << text;
    EXPECT_FALSE(hash->fits("secret")) << text;
  }
}

TEST(PasswordHash, KnowsPlainPasswordsAndWhatTakesLong) {
  EXPECT_EQ(PasswordHash::parse("{PLAIN}secret")->plain(), "secret");
  EXPECT_EQ(PasswordHash::parse("secret")->plain(), "secret");
  EXPECT_FALSE(PasswordHash::parse("secret")->is_slow());
  for (const auto* text : hashes_of_secret) {
    if (*text != '$') continue;
    EXPECT_EQ(PasswordHash::parse(text)->plain(), std::nullopt);
    EXPECT_TRUE(PasswordHash::parse(text)->is_slow());
  }
}

TEST(PasswordHash, RefusesWhatIsCutOffOrUnknown) {
  for (const auto* text :
       {"", "$", "$apr1$", "$apr1$abcdefgh$h9FWgUz3n9YxylKLlR5SQ", "$2y$04$abcdefghijklmnopqrstuu",
        "$2y$99$x", "$6$salt", "$6$salt$", "$7x$salt$abcdefghijklmnopqrstuvwxyz", "{SHA}", "{SHA}5en6",
        "{SHA}no base64!", "{SSHA}5en6G6MezRroT3XKqkdPOmY/BfQ=", "{SHA512}abc", "{"})
    EXPECT_FALSE(PasswordHash::parse(text).has_value()) << text;
}

}  // namespace
}  // namespace mailstop::listeners
