#include "protocol/smtp/command.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace mailstop::smtp {
namespace {

Parsed<MailCommand> mail(std::string_view arguments, const ExtensionSet& offered = ExtensionSet::all()) {
  Cursor cursor(arguments);
  return parse_mail(cursor, offered);
}

Parsed<RcptCommand> rcpt(std::string_view arguments) {
  Cursor cursor(arguments);
  return parse_rcpt(cursor, ExtensionSet::all());
}

Parsed<BdatCommand> bdat(std::string_view arguments) {
  Cursor cursor(arguments);
  return parse_bdat(cursor);
}

TEST(MailCommand, TakesEveryParameter) {
  const auto command = mail(
      "FROM:<a@b.test> SIZE=12 body=8bitmime SMTPUTF8 AUTH=a+2Bb RET=full ENVID=1+2B REQUIRETLS BY=+5;rt "
      "MT-PRIORITY=-3 HOLDFOR=60");
  ASSERT_TRUE(command.has_value());
  EXPECT_EQ(command->reverse_path, "a@b.test");
  EXPECT_EQ(command->parameters.size, 12u);
  EXPECT_EQ(command->parameters.body, mail::BodyType::eight_bit_mime);
  EXPECT_TRUE(command->parameters.smtputf8);
  EXPECT_EQ(command->parameters.auth_sender, "a+b");
  EXPECT_EQ(command->parameters.return_content, "FULL");
  EXPECT_EQ(command->parameters.envelope_id, "1+");
  EXPECT_TRUE(command->parameters.require_tls);
  EXPECT_EQ(command->parameters.deliver_by, "+5;RT");
  EXPECT_EQ(command->parameters.priority, -3);
  EXPECT_EQ(command->parameters.release, mail::ReleaseRequest(std::chrono::seconds(60)));
}

TEST(MailCommand, TakesNothingThatIsNotOffered) {
  for (const auto* parameter :
       {"SIZE=1", "BODY=7BIT", "SMTPUTF8", "AUTH=<>", "RET=FULL", "ENVID=1", "REQUIRETLS", "BY=5;R",
        "MT-PRIORITY=1", "HOLDFOR=1", "HOLDUNTIL=2026-01-01T00:00:00Z"}) {
    const auto line = std::string("FROM:<> ") + parameter;
    EXPECT_TRUE(mail(line).has_value()) << line;
    EXPECT_EQ(mail(line, ExtensionSet()).error().code, 555) << line;
  }
}

TEST(MailCommand, BinaryNeedsItsExtension) {
  EXPECT_EQ(mail("FROM:<> BODY=BINARYMIME")->parameters.body, mail::BodyType::binary_mime);
  auto offered = ExtensionSet::all();
  offered.remove(Extension::binary_mime);
  EXPECT_EQ(mail("FROM:<> BODY=BINARYMIME", offered).error().code, 501);
  EXPECT_EQ(mail("FROM:<> BODY=8BITMIME", offered)->parameters.body, mail::BodyType::eight_bit_mime);
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
  EXPECT_EQ(rcpt("TO:<a@b.test>")->forward_path, "a@b.test");
  EXPECT_EQ(rcpt("TO:<a@>").error().status, "5.1.3");
  EXPECT_EQ(rcpt("TO:<a> X=1").error().code, 555);
}

TEST(RcptCommand, TakesEveryParameter) {
  const auto command = rcpt("TO:<a@b.test> NOTIFY=failure,success ORCPT=rfc822;a+2Bb@c");
  ASSERT_TRUE(command.has_value());
  EXPECT_EQ(command->parameters.notify, "FAILURE,SUCCESS");
  EXPECT_EQ(command->parameters.original_recipient, "rfc822;a+b@c");
}

TEST(BdatCommand, CountsAndMayBeTheLast) {
  EXPECT_EQ(bdat("0")->octets, 0u);
  EXPECT_FALSE(bdat("12")->is_last);
  EXPECT_TRUE(bdat("12  last")->is_last);
  EXPECT_EQ(bdat("18446744073709551615")->octets, std::numeric_limits<std::uint64_t>::max());
  for (const auto* bad : {"", "-1", "1,", "0x5", "18446744073709551616", "5 LAST x", "LAST"}) {
    EXPECT_EQ(bdat(bad).error().code, 501) << bad;
  }
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
