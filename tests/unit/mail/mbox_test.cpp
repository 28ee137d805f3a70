#include "mail/mbox.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "unit/mail/corpus.hpp"

namespace mailstop::mail {
namespace {

using testing::ElementsAre;

constexpr std::size_t roomy = std::size_t{1} << 20;
const Timestamp sometime{Duration{1'795'296'745'706}};  // 2026-11-21T21:32:25.706Z
const std::string from_line = "From a@b.test Sat Nov 21 21:32:25 2026\n";

std::string written(const std::vector<std::string>& messages, std::size_t piece = roomy) {
  MboxWriter mbox;
  for (const std::string_view message : messages) {
    mbox.begin("a@b.test", sometime);
    for (std::size_t at = 0; at < message.size(); at += piece) mbox.append(message.substr(at, piece));
    mbox.end();
  }
  return mbox.take();
}

std::vector<std::string> read_mbox(std::string_view file, std::size_t piece = roomy) {
  MboxReader mbox(roomy);
  std::vector<std::string> messages;
  const auto take = [&] {
    while (auto message = mbox.take()) messages.push_back(message->is_too_large ? "too large" : message->raw);
  };
  for (std::size_t at = 0; at < file.size(); at += piece) {
    mbox.append(file.substr(at, piece));
    take();
  }
  mbox.finish();
  take();
  return messages;
}

TEST(Mbox, WritesAFromLineTheMessageAndABlankLine) {
  EXPECT_EQ(written({"Subject: a\r\n\r\nbody\r\n"}), from_line + "Subject: a\r\n\r\nbody\r\n\n");
  EXPECT_EQ(written({"no end", ""}), from_line + "no end\n\n" + from_line + "\n");
}

TEST(Mbox, NamesTheSenderInOneWord) {
  const auto line_for = [](std::string_view sender) {
    MboxWriter mbox;
    mbox.begin(sender, Timestamp{});
    return mbox.take();
  };
  EXPECT_EQ(line_for(""), "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n");
  EXPECT_EQ(line_for("\"a b\"@c.test"), "From \"a_b\"@c.test Thu Jan  1 00:00:00 1970\n");
  EXPECT_EQ(line_for("a\r\nFrom b"), "From a__From_b Thu Jan  1 00:00:00 1970\n");
}

TEST(Mbox, QuotesLinesThatBeginLikeIt) {
  EXPECT_EQ(written({"From me\n>From you\n>>From us\n From them\nfrom it\nFrom\n"}),
            from_line + ">From me\n>>From you\n>>>From us\n From them\nfrom it\nFrom\n\n");
}

TEST(Mbox, ReadsBackWhatWasWrittenHoweverItIsCut) {
  const std::vector<std::string> messages = {
      "From me\r\n>From you\r\n\r\n>>>From us\r\nFro\r\n>>Fro\r\n",
      "",
      "\n",
      "\r\n\r\n",
      "a\n\nFrom x Sat Nov 21 21:32:25 2026\n\n",
      ">\n>>\n>From\n>From ",  // has an end once it was written
      std::string("nul \0 and bare \r and \xFF\n", 23),
      "From ",
  };
  auto expected = messages;
  expected[5] += '\n';
  expected[7] += '\n';
  const auto file = written(messages);
  for (std::size_t piece = 1; piece <= file.size(); ++piece) {
    ASSERT_EQ(read_mbox(file, piece), expected) << piece;
    ASSERT_EQ(written(messages, piece), file) << piece;
  }
}

TEST(Mbox, KeepsTheCorpus) {
  std::vector<std::string> expected;
  std::vector<std::string> messages;
  for (const auto& path : files_below(corpus_folder(), {".eml"})) {
    messages.push_back(read_file(path));
    expected.push_back(messages.back());
    if (!expected.back().empty() && expected.back().back() != '\n') expected.back() += '\n';
  }
  ASSERT_GE(messages.size(), 20u);
  EXPECT_EQ(read_mbox(written(messages)), expected);
}

TEST(Mbox, ReadsFilesOfOtherPrograms) {
  EXPECT_THAT(read_mbox("\n\nFrom - Sat Nov 21 21:32:25 2026\r\nA: 1\r\n\r\nx\r\n\r\n"
                        "From x@y Sat, 21 Nov 2026 9:32 +0100\r\nB: 2\r\n\r\n>From y"),
              ElementsAre("A: 1\r\n\r\nx\r\n", "B: 2\r\n\r\nFrom y"));
  EXPECT_THAT(read_mbox(from_line + "a\n" + from_line + "b\n"), ElementsAre("a\n" + from_line + "b\n"));
  EXPECT_THAT(read_mbox(from_line + "a\n\nFrom here on it is text\n"),
              ElementsAre("a\n\nFrom here on it is text\n"));
  EXPECT_THAT(read_mbox("preamble\n\n" + from_line + "a\n"), ElementsAre("preamble\n", "a\n"));
}

TEST(Mbox, KnowsItsFromLine) {
  EXPECT_TRUE(is_mbox_from_line("From a@b Sat Nov 21 21:32:25 2026"));
  EXPECT_TRUE(is_mbox_from_line("From - Sat Nov  1 1:32 CET 2026\r"));
  EXPECT_FALSE(is_mbox_from_line("From the desk of Alice"));
  EXPECT_FALSE(is_mbox_from_line("From a@b in 2026"));
  EXPECT_FALSE(is_mbox_from_line("From: a@b Sat Nov 21 21:32:25 2026"));
  EXPECT_FALSE(is_mbox_from_line(""));
}

TEST(Mbox, OfNothingIsNothing) {
  EXPECT_TRUE(read_mbox("").empty());
  EXPECT_TRUE(read_mbox("\n\r\n \n").empty());
}

TEST(Mbox, PassesOverWhatIsTooLargeAndGoesOn) {
  const auto file = written({"12345678\n", "123456789\n", "last\n"});
  for (std::size_t piece = 1; piece <= file.size(); ++piece) {
    MboxReader mbox(9);
    for (std::size_t at = 0; at < file.size(); at += piece)
      mbox.append(std::string_view(file).substr(at, piece));
    mbox.finish();
    EXPECT_EQ(mbox.take()->raw, "12345678\n");
    const auto large = mbox.take();
    EXPECT_TRUE(large->is_too_large);
    EXPECT_EQ(large->raw, "");
    EXPECT_EQ(mbox.take()->raw, "last\n");
    EXPECT_FALSE(mbox.take());
  }
}

TEST(Mbox, ALongLineIsNoFromLine) {
  const auto line = "From a Sat Nov 21 21:32:25 2026" + std::string(2000, ' ') + "\n";
  for (const std::size_t piece : {1u, 7u, 1000u, 1001u, 4096u})
    EXPECT_THAT(read_mbox(from_line + "x\n\n" + line, piece), ElementsAre("x\n\n" + line)) << piece;
}

}  // namespace
}  // namespace mailstop::mail
