#include "mail/address_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mail/composition.hpp"

namespace mailstop::mail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<Address> read(std::string_view value) {
  std::vector<Address> addresses;
  Defects defects;
  read_addresses(value, addresses, defects);
  return addresses;
}

TEST(ReadAddresses, ReadsTheGrammar) {
  EXPECT_THAT(read(""), IsEmpty());
  EXPECT_THAT(read(" ,, "), IsEmpty());
  EXPECT_THAT(read("a@b.test"), ElementsAre(Address{"", "a@b.test"}));
  EXPECT_THAT(read("Alice <a@b.test>, b@c.test"),
              ElementsAre(Address{"Alice", "a@b.test"}, Address{"", "b@c.test"}));
  EXPECT_THAT(read("\"Doe, Jane\" <j@d.test>"), ElementsAre(Address{"Doe, Jane", "j@d.test"}));
  EXPECT_THAT(read("a@b.test (Alice)"), ElementsAre(Address{"Alice", "a@b.test"}));
  EXPECT_THAT(read("J. R. Ewing <jr@d.test>"), ElementsAre(Address{"J. R. Ewing", "jr@d.test"}));
  EXPECT_THAT(read("root"), ElementsAre(Address{"", "root"}));
  EXPECT_THAT(read("u@[127.0.0.1]"), ElementsAre(Address{"", "u@[127.0.0.1]"}));
  EXPECT_THAT(read("=?utf-8?Q?J=C3=BCrg=2C_X?= <j@d.test>"), ElementsAre(Address{"Jürg, X", "j@d.test"}));
  EXPECT_THAT(read("J\xC3\xBCrg <j\xC3\xBC@b\xC3\xBC.test>"), ElementsAre(Address{"Jürg", "jü@bü.test"}));
  EXPECT_THAT(read("J\xFCrg <j@d.test>"), ElementsAre(Address{"Jürg", "j@d.test"}));
  EXPECT_THAT(read("x@xn--bcher-kva.example"), ElementsAre(Address{"", "x@xn--bcher-kva.example"}));
}

TEST(ReadAddresses, ResolvesGroups) {
  EXPECT_THAT(read("Friends: a@b.test, \"B\" <b@c.test>;, c@d.test"),
              ElementsAre(Address{"", "a@b.test"}, Address{"B", "b@c.test"}, Address{"", "c@d.test"}));
  EXPECT_THAT(read("undisclosed-recipients:;"), ElementsAre(Address{"undisclosed-recipients", ""}));
  EXPECT_THAT(read("\"No body\": ;"), ElementsAre(Address{"No body", ""}));
}

TEST(ReadAddresses, KeepsWhatItCannotReadAsAName) {
  std::vector<Address> addresses;
  Defects defects;
  read_addresses("<>", addresses, defects);
  read_addresses(std::string(5000, '.') + " <a@b.test>", addresses, defects);
  ASSERT_EQ(addresses.size(), 2U);
  EXPECT_EQ(addresses[0], (Address{"<>", ""}));
  EXPECT_EQ(addresses[1].address, "");
  EXPECT_TRUE(defects.has(Defect::bad_address));
}

// GMime's own parser recurses for each colon and would overflow the stack.
TEST(ReadAddresses, SurvivesAThousandNestedGroups) {
  std::string value;
  for (int i = 0; i < 100'000; ++i) value += "a:";
  EXPECT_EQ(read(value).size(), 100'000U);
  for (const char* opening : {"\"", "(", "<", "["}) EXPECT_EQ(read(opening + value).size(), 1U) << opening;
}

TEST(ParseAddressList, ReadsWhatPeopleType) {
  EXPECT_THAT(parse_address_list("a@b.test").value(), ElementsAre(Address{"", "a@b.test"}));
  EXPECT_THAT(parse_address_list("Alice <a@b.test>, \"Doe, J\" <j@d.test>").value(),
              ElementsAre(Address{"Alice", "a@b.test"}, Address{"Doe, J", "j@d.test"}));
  EXPECT_THAT(parse_address_list("Jürg <jürg@bücher.example>").value(),
              ElementsAre(Address{"Jürg", "jürg@bücher.example"}));
}

TEST(ParseAddressList, NamesWhatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "is empty"},
      {"  ", "is empty"},
      {"alice", "\"alice\" has no \"@\""},
      {"alice, b@c.test", "\"alice\" has no \"@\""},
      {"alice@", "alice"},
      {"@b.test", "b.test"},
      {"Alice <a@b.test", "has no \">\" for the one at column 7"},
      {"\"Alice <a@b.test>", "has no closing quote for the one at column 1"},
      {"a@b.test>", "has a \">\" without \"<\" at column 9"},
      {"a@b.test\r\nBcc: x@y.test", "has a control character at column 9"},
      {"a@b.test\xFC", "is not valid UTF-8"},
      {"group:;", "\"group\" has no \"@\""},
  };
  for (const auto& [text, expected] : cases) {
    const auto addresses = parse_address_list(text);
    ASSERT_FALSE(addresses.has_value()) << text;
    EXPECT_EQ(addresses.error().code, Errc::invalid_argument);
    EXPECT_THAT(addresses.error().message, HasSubstr(expected)) << text;
  }
}

}  // namespace
}  // namespace mailstop::mail
