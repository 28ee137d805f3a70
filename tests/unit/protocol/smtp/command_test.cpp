#include "protocol/smtp/command.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace mailstop::smtp {
namespace {

Parsed<MailCommand> mail(std::string_view arguments) {
  Cursor cursor(arguments);
  return parse_mail(cursor);
}

TEST(MailCommand, TakesEveryParameter) {
  const auto command = mail("FROM:<a@b.test> SIZE=12 body=8bitmime SMTPUTF8 AUTH=a+2Bb");
  ASSERT_TRUE(command.has_value());
  EXPECT_EQ(command->reverse_path, "a@b.test");
  EXPECT_EQ(command->parameters.size, 12u);
  EXPECT_EQ(command->parameters.body, mail::BodyType::eight_bit_mime);
  EXPECT_TRUE(command->parameters.smtputf8);
}

TEST(MailCommand, ParametersMayBeMissing) {
  const auto command = mail("from: <>");
  ASSERT_TRUE(command.has_value());
  EXPECT_EQ(command->reverse_path, "");
  EXPECT_EQ(command->parameters.size, std::nullopt);
  EXPECT_EQ(command->parameters.body, mail::BodyType::seven_bit);
  EXPECT_FALSE(command->parameters.smtputf8);
}

TEST(MailCommand, SizeBeyondSixtyFourBitsIsTheLargest) {
  EXPECT_EQ(mail("FROM:<> SIZE=99999999999999999999")->parameters.size,
            std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(mail("FROM:<> SIZE=999999999999999999999").error().code, 501);
}

TEST(MailCommand, StatusSaysWhatIsWrong) {
  EXPECT_EQ(mail("TO:<>").error().status, "5.5.2");
  EXPECT_EQ(mail("FROMAGE:<>").error().status, "5.5.2");
  EXPECT_EQ(mail("FROM:<").error().status, "5.1.7");
  EXPECT_EQ(mail("FROM:<> ==").error().status, "5.5.4");
  EXPECT_EQ(mail("FROM:<> X=1").error().code, 555);
}

TEST(RcptCommand, StatusSaysWhatIsWrong) {
  Cursor good("TO:<a@b.test>");
  EXPECT_EQ(parse_rcpt(good)->forward_path, "a@b.test");
  Cursor bad("TO:<a@>");
  EXPECT_EQ(parse_rcpt(bad).error().status, "5.1.3");
}

TEST(AuthCommand, TellsAnEmptyInitialResponseFromNone) {
  Cursor none("PLAIN");
  EXPECT_EQ(parse_auth(none)->initial_response, std::nullopt);
  Cursor empty("PLAIN =");
  EXPECT_EQ(parse_auth(empty)->initial_response, "=");
}

TEST(AuthCommand, SecretsAreNotRepeated) {
  Cursor cursor("PLAIN secret hidden");
  const auto command = parse_auth(cursor);
  ASSERT_FALSE(command.has_value());
  EXPECT_EQ(command.error().text.find("secret"), std::string::npos);
  EXPECT_EQ(command.error().text.find("h\""), std::string::npos);
}

TEST(Xtext, HexNeedsTwoUpperCaseDigits) {
  EXPECT_TRUE(is_xtext("a@b+2B+3D"));
  for (const auto* bad : {"+", "+2", "+2b", "a=b", "a b", "\x7F"}) EXPECT_FALSE(is_xtext(bad)) << bad;
}

TEST(FindControl, KnowsTheByteClasses) {
  constexpr auto none = std::string_view::npos;
  EXPECT_EQ(find_control("plain ~ jörg ÿ"), none);
  EXPECT_EQ(find_control(std::string_view("a\0b", 3)), 1u);
  EXPECT_EQ(find_control("ab\x7F"), 2u);
  EXPECT_EQ(find_control("\t"), 0u);
  EXPECT_EQ(find_control("a\xC2\x9F"), 1u);
  EXPECT_EQ(find_control("a\xC2\xA0"), none);
}

}  // namespace
}  // namespace mailstop::smtp
