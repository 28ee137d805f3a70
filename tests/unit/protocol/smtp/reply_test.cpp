#include "protocol/smtp/reply.hpp"

#include <gtest/gtest.h>

namespace mailstop::smtp {
namespace {

std::string to_wire(const Reply& reply) {
  std::string out;
  append(out, reply);
  return out;
}

TEST(Reply, OneLine) {
  EXPECT_EQ(to_wire({250, "2.0.0", "Ok"}), "250 2.0.0 Ok\r\n");
  EXPECT_EQ(to_wire({220, "", "mail.test"}), "220 mail.test\r\n");
  EXPECT_EQ(to_wire({334, "", ""}), "334 \r\n");
}

TEST(Reply, EveryLineHasCodeAndStatus) {
  EXPECT_EQ(to_wire({214, "2.0.0", "a\nb\nc"}), "214-2.0.0 a\r\n214-2.0.0 b\r\n214 2.0.0 c\r\n");
}

TEST(Reply, TextFromOutsideCannotBreakOut) {
  EXPECT_EQ(to_wire({451, "4.3.0", "a\r\x1B\xC3\xB6"}), "451 4.3.0 a\\x0d\\x1b\\xc3\\xb6\r\n");
}

TEST(Reply, NoLineIsLongerThanTheRfcAllows) {
  const auto wire = to_wire({451, "4.3.0", std::string(2000, 'x')});
  EXPECT_EQ(wire.size(), 512u);
  EXPECT_TRUE(wire.ends_with("x\r\n"));
}

TEST(Reply, EveryErrcHasAReplyThatIsNotSuccess) {
  const Errc all[] = {Errc::invalid_argument, Errc::not_found,        Errc::conflict,
                      Errc::too_large,        Errc::too_expensive,    Errc::storage_full,
                      Errc::storage_failed,   Errc::storage_unusable, Errc::unavailable,
                      Errc::cancelled,        Errc::network};
  for (const auto code : all) {
    const auto reply = to_reply({code, "why"});
    EXPECT_GE(reply.code, 400);
    EXPECT_EQ(std::to_string(reply.code)[0], reply.status[0]);
    EXPECT_TRUE(reply.text.ends_with("why"));
  }
}

TEST(Reply, FullStorageIsWorthTryingAgain) {
  EXPECT_EQ(to_reply({Errc::storage_full, ""}).code, 452);
  EXPECT_EQ(to_reply({Errc::storage_full, ""}).status, "4.3.1");
  EXPECT_EQ(to_reply({Errc::storage_failed, ""}).status, "4.3.0");
  EXPECT_EQ(to_reply({Errc::too_large, ""}).code, 552);
}

TEST(Reply, IsReadFromASetting) {
  const auto whole = parse_reply("550 5.1.1 No such user");
  ASSERT_TRUE(whole.has_value());
  EXPECT_EQ(whole->code, 550);
  EXPECT_EQ(whole->status, "5.1.1");
  EXPECT_EQ(whole->text, "No such user");
  EXPECT_EQ(parse_reply("450 later 1.2.3")->text, "later 1.2.3");
  EXPECT_EQ(parse_reply("450 later")->status, "4.7.1");
  EXPECT_EQ(parse_reply("550 4.1.1 odd")->status, "5.7.1");
  EXPECT_EQ(parse_reply(" 451 ")->text, "Refused by a rule of this server");
  for (const auto* bad : {"", "no", "250 ok", "55 x", "5500", "5x0"})
    EXPECT_FALSE(parse_reply(bad).has_value()) << bad;
}

}  // namespace
}  // namespace mailstop::smtp
