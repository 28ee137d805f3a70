#include "protocol/smtp/path.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace mailstop::smtp {
namespace {

struct Good {
  std::string_view text;
  std::string_view mailbox;
  std::string_view rest = "";
};
void PrintTo(const Good& row, std::ostream* out) {
  *out << row.text;
}

constexpr Good good_paths[] = {
    {"<a@b>", "a@b"},
    {"<a.b.c@example.com>", "a.b.c@example.com"},
    {"<!#$%&'*+-/=?^_`{|}~0@example.com>", "!#$%&'*+-/=?^_`{|}~0@example.com"},
    {"<\"\"@example.com>", "\"\"@example.com"},
    {"<\"a b\"@example.com>", "\"a b\"@example.com"},
    {"<\"a@b\"@example.com>", "\"a@b\"@example.com"},
    {"<\"<>()[]:;,.\"@example.com>", "\"<>()[]:;,.\"@example.com"},
    {R"(<"a\"b"@example.com>)", R"("a\"b"@example.com)"},
    {R"(<"a\\"@example.com>)", R"("a\\"@example.com)"},
    {R"(<"\a"@example.com>)", R"("\a"@example.com)"},
    {"<a@[192.0.2.1]>", "a@[192.0.2.1]"},
    {"<a@[IPv6:::1]>", "a@[IPv6:::1]"},
    {"<a@[tag:text]>", "a@[tag:text]"},
    {"<@one.test:a@b.test>", "a@b.test"},
    {"<@one.test,@two.test:a@b.test>", "a@b.test"},
    {"<@one.test:\"a b\"@[192.0.2.1]>", "\"a b\"@[192.0.2.1]"},
    {"<postmaster>", "postmaster"},
    {"<Postmaster>", "Postmaster"},
    {"<root>", "root"},
    {"<\"quoted\">", "\"quoted\""},
    {"<user%host@relay.test>", "user%host@relay.test"},
    {"<host!user@relay.test>", "host!user@relay.test"},
    {"<.a..b.@example.com>", ".a..b.@example.com"},
    {"<a@my_host>", "a@my_host"},
    {"<a@-x-.test>", "a@-x-.test"},
    {"<a@123>", "a@123"},
    {"<a@xn--mnchen-3ya.test>", "a@xn--mnchen-3ya.test"},
    {"<jörg@münchen.test>", "jörg@münchen.test"},
    {"<\"jörg m\"@example.com>", "\"jörg m\"@example.com"},
    {"<😀@example.com>", "😀@example.com"},
    {"a@b.test", "a@b.test"},
    {"a@b.test SIZE=1", "a@b.test", " SIZE=1"},
    {"<a@b.test> SIZE=1", "a@b.test", " SIZE=1"},
    {"\"a b\"@c.test BODY=7BIT", "\"a b\"@c.test", " BODY=7BIT"},
    {"@one.test:a@b.test", "a@b.test"},
};

class GoodPath : public testing::TestWithParam<Good> {};

TEST_P(GoodPath, IsTakenInBothDirections) {
  const auto row = GetParam();
  for (const auto parse : {parse_reverse_path, parse_forward_path}) {
    Cursor cursor(row.text);
    const auto mailbox = parse(cursor);
    ASSERT_TRUE(mailbox.has_value()) << mailbox.error().message;
    EXPECT_EQ(*mailbox, row.mailbox);
    EXPECT_EQ(cursor.rest(), row.rest);
  }
}

INSTANTIATE_TEST_SUITE_P(Path, GoodPath, testing::ValuesIn(good_paths));

struct Bad {
  std::string_view text;
  std::size_t column;
  std::string_view message;
};
void PrintTo(const Bad& row, std::ostream* out) {
  *out << row.text;
}

constexpr std::string_view literal_message =
    "an IPv4 address, \"IPv6:\" and an IPv6 address, or tag:text expected";

constexpr Bad bad_paths[] = {
    {"", 1, "a local part expected, not the end"},
    {"<", 2, "a local part expected, not the end"},
    {" <a@b.test>", 1, "a local part expected, not a space"},
    {"< a@b.test>", 2, "a local part expected, not a space"},
    {"<a@b.test", 10, "\">\" expected, not the end"},
    {"<a@b.test >", 10, "\">\" expected, not a space"},
    {"a@b.test>", 9, "a space or the end expected, not \">\""},
    {"<a@b.test>x", 11, "a space or the end expected, not \"x\""},
    {"<a@>", 4, "a domain name expected, not \">\""},
    {"<a@.b>", 4, "a domain name expected, not \".\""},
    {"<a@b.>", 6, "a domain name expected, not \">\""},
    {"<a@b..c>", 6, "a domain name expected, not \".\""},
    {"<a@b@c>", 5, "\">\" expected, not \"@\""},
    {"<a@b(c)>", 5, "\">\" expected, not \"(\""},
    {"<a b@c>", 3, "\">\" expected, not a space"},
    {"<a,b@c>", 3, "\">\" expected, not \",\""},
    {"<a\\b@c>", 3, "\">\" expected, not \"\\\""},
    {"<a\"b\"@c>", 3, "\">\" expected, not a quotation mark"},
    {"<\"a\"b@c>", 5, "\">\" expected, not \"b\""},
    {"<\"a@b>", 7, "a closing quotation mark expected, not the end"},
    {"<\"a\\", 5, "a character after the backslash expected, not the end"},
    {"<a@[1.2.3.4>", 13, "\"]\" expected, not the end"},
    {"<a@[1.2.3.4", 12, "\"]\" expected, not the end"},
    {"<a@[1.2.3]>", 5, literal_message},
    {"<a@[]>", 5, literal_message},
    {"<a@[IPv6:1]>", 5, literal_message},
    {"<a@[1.2.3.4]x>", 13, "\">\" expected, not \"x\""},
    {"<@>", 3, "a domain name expected, not \">\""},
    {"<@b>", 4, "\":\" after a source route expected, not \">\""},
    {"<@b,c:d@e>", 5, "\"@\" expected, not \"c\""},
    {"<@b:>", 5, "a local part expected, not \">\""},
    {"<<a@b>>", 2, "a local part expected, not \"<\""},
    {"<jörg m@x>", 6, "\">\" expected, not a space"},
    {"<a\xFF@x>", 3, "this is not valid UTF-8"},
    {"<ö\xC3@x>", 3, "this is not valid UTF-8"},
    {"<a@\xE2\x82>", 4, "this is not valid UTF-8"},
};

class BadPath : public testing::TestWithParam<Bad> {};

TEST_P(BadPath, IsRefusedWithTheColumn) {
  const auto row = GetParam();
  for (const auto parse : {parse_reverse_path, parse_forward_path}) {
    Cursor cursor(row.text);
    const auto mailbox = parse(cursor);
    ASSERT_FALSE(mailbox.has_value());
    EXPECT_EQ(mailbox.error().column, row.column);
    EXPECT_EQ(mailbox.error().message, row.message);
  }
}

INSTANTIATE_TEST_SUITE_P(Path, BadPath, testing::ValuesIn(bad_paths));

TEST(Path, OnlyTheSenderMayBeNull) {
  Cursor sender("<> SIZE=1");
  EXPECT_EQ(*parse_reverse_path(sender), "");
  EXPECT_EQ(sender.rest(), " SIZE=1");
  Cursor recipient("<>");
  EXPECT_FALSE(parse_forward_path(recipient).has_value());
  Cursor joined("<>SIZE=1");
  EXPECT_EQ(parse_reverse_path(joined).error().column, 3u);
}

}  // namespace
}  // namespace mailstop::smtp
