#include "base/base64.hpp"

#include <gtest/gtest.h>

namespace mailstop {
namespace {

// RFC 4648 section 10.
constexpr std::pair<std::string_view, std::string_view> vectors[] = {{"", ""},
                                                                     {"f", "Zg=="},
                                                                     {"fo", "Zm8="},
                                                                     {"foo", "Zm9v"},
                                                                     {"foob", "Zm9vYg=="},
                                                                     {"fooba", "Zm9vYmE="},
                                                                     {"foobar", "Zm9vYmFy"}};

TEST(Base64, KeepsTheVectorsOfTheRfcBothWays) {
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(parse_base64(text), bytes);
  }
}

TEST(Base64, CarriesEveryByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  EXPECT_EQ(parse_base64(to_base64(bytes)), bytes);
}

TEST(Base64, RefusesWhatIsNotCanonical) {
  for (const auto text : {"Zg", "Zg=", "Z===", "Zm9v\n", "Zm 9v", "Zh==", "====", "Zg==Zg==", "Z-_v"}) {
    EXPECT_FALSE(parse_base64(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace mailstop
