// The search language as text, tree and error messages.
#include "query/parser.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/timestamp.hpp"

namespace mailstop::query {
namespace {

const Timestamp now = *parse_rfc3339("2026-11-21T12:00:00Z");

std::string_view name_of(Field field) {
  constexpr std::string_view names[] = {"any",       "from",       "to",        "cc",      "bcc",  "reply_to",
                                        "addressed", "sender",     "recipient", "subject", "body", "filename",
                                        "link",      "message_id", "inbox",     "tag",     "auth", "helo",
                                        "ip",        "session",    "text",      "html",    "code"};
  return names[static_cast<size_t>(field)];
}

// Prints a tree in one line, so that a test can say what it expects in one line.
struct Print {
  std::string operator()(const And& node) const { return list("all", node.operands); }
  std::string operator()(const Or& node) const { return list("any-of", node.operands); }
  std::string operator()(const Not& node) const { return "not(" + print(*node.operand) + ")"; }
  std::string operator()(const TextTerm& term) const {
    const auto comparison = term.condition.comparison();
    const char* sign = comparison == Comparison::equals ? "=" : comparison == Comparison::matches ? "~" : ":";
    return fmt::format("{}{}[{}]", name_of(term.field), sign, term.condition.text());
  }
  std::string operator()(const HeaderTerm& term) const {
    return fmt::format("header {}[{}]", term.name, term.condition ? term.condition->text() : "*");
  }
  std::string operator()(const FlagTerm& term) const {
    return fmt::format("flag{}", static_cast<int>(term.flag));
  }
  std::string operator()(const SizeTerm& term) const {
    return term.larger_than ? fmt::format("size>{}", *term.larger_than)
                            : fmt::format("size<{}", *term.smaller_than);
  }
  std::string operator()(const ReceivedTerm& term) const {
    return term.not_before ? "after " + to_rfc3339(*term.not_before)
                           : "before " + to_rfc3339(*term.not_after);
  }
  // The search language has no words for these.
  std::string operator()(const AttachmentTerm&) const { return "attachment"; }
  std::string operator()(const LinkTerm&) const { return "link"; }

  static std::string print(const Query& query) { return std::visit(Print{}, query.node); }
  static std::string list(std::string name, const std::vector<Query>& operands) {
    name += "(";
    for (const auto& operand : operands) name += (&operand == &operands.front() ? "" : ", ") + print(operand);
    return name + ")";
  }
};

std::string tree(std::string_view text) {
  const auto query = parse_query(text, now);
  return query ? Print::print(*query) : "error: " + query.error().message;
}

std::string error(std::string_view text) {
  const auto query = parse_query(text, now);
  return query ? "no error: " + Print::print(*query) : query.error().message;
}

TEST(Parser, WordsAndPhrasesAreJoinedByAnd) {
  EXPECT_EQ(tree(""), "all()");
  EXPECT_EQ(tree("   "), "all()");
  EXPECT_EQ(tree("hello"), "any:[hello]");
  EXPECT_EQ(tree("hello world"), "all(any:[hello], any:[world])");
  EXPECT_EQ(tree("hello AND world"), "all(any:[hello], any:[world])");
  EXPECT_EQ(tree("\"hello world\" x"), "all(any:[hello world], any:[x])");
  EXPECT_EQ(tree("un\"quoted mid\"dle"), "any:[unquoted middle]");
}

TEST(Parser, OrBindsWeakerThanAnd) {
  EXPECT_EQ(tree("a b OR c"), "any-of(all(any:[a], any:[b]), any:[c])");
  EXPECT_EQ(tree("a (b OR c)"), "all(any:[a], any-of(any:[b], any:[c]))");
  EXPECT_EQ(tree("a or b"), "all(any:[a], any:[or], any:[b])");
  EXPECT_EQ(tree("a \"OR\" b"), "all(any:[a], any:[OR], any:[b])");
  EXPECT_EQ(tree("ORDER NOTE ANDROID"), "all(any:[ORDER], any:[NOTE], any:[ANDROID])");
}

TEST(Parser, ThreeWaysToNegate) {
  EXPECT_EQ(tree("-a !b NOT c"), "all(not(any:[a]), not(any:[b]), not(any:[c]))");
  EXPECT_EQ(tree("-\"a b\""), "not(any:[a b])");
  EXPECT_EQ(tree("-(a b)"), "not(all(any:[a], any:[b]))");
  EXPECT_EQ(tree("-from:alice"), "not(from:[alice])");
  EXPECT_EQ(tree("-"), "any:[-]");
  EXPECT_EQ(tree("a - b!"), "all(any:[a], any:[-], any:[b!])");
}

TEST(Parser, BracketsInsideWordsAreText) {
  EXPECT_EQ(tree("f(x)"), "any:[f(x)]");
  EXPECT_EQ(tree("(f(x))"), "any:[f(x)]");
  EXPECT_EQ(tree(":)"), "any:[:)]");
  EXPECT_EQ(tree("((a))"), "any:[a]");
  EXPECT_EQ(tree("()"), "all()");
}

TEST(Parser, TextFields) {
  EXPECT_EQ(tree("from:alice"), "from:[alice]");
  EXPECT_EQ(tree("FROM:alice"), "from:[alice]");
  EXPECT_EQ(tree("subject:\"two words\""), "subject:[two words]");
  EXPECT_EQ(tree("to:a cc:b bcc:c reply-to:d addressed:e"),
            "all(to:[a], cc:[b], bcc:[c], reply_to:[d], addressed:[e])");
  EXPECT_EQ(tree("sender:a recipient:b body:c filename:d link:e message-id:f code:g"),
            "all(sender:[a], recipient:[b], body:[c], filename:[d], link:[e], message_id:[f], code:[g])");
  EXPECT_EQ(tree("inbox:a tag:b auth:c helo:d ip:e session:f"),
            "all(inbox=[a], tag=[b], auth:[c], helo:[d], ip:[e], session=[f])");
  EXPECT_EQ(tree("link:https://x.test/a"), "link:[https://x.test/a]");
}

TEST(Parser, Patterns) {
  EXPECT_EQ(tree("/a b+/"), "any~[a b+]");
  EXPECT_EQ(tree("subject:/^re: x$/ y"), "all(subject~[^re: x$], any:[y])");
  EXPECT_EQ(tree("-/a\\/b/"), "not(any~[a\\/b])");
  EXPECT_EQ(tree("(/a/)"), "any~[a]");
  EXPECT_EQ(tree("/usr/local"), "any:[/usr/local]");
  EXPECT_EQ(tree("// /"), "all(any:[//], any:[/])");
}

TEST(Parser, Headers) {
  EXPECT_EQ(tree("header:X-Order=42"), "header X-Order[42]");
  EXPECT_EQ(tree("header:X-Order=\"a b\""), "header X-Order[a b]");
  EXPECT_EQ(tree("header:X-Order"), "header X-Order[*]");
  EXPECT_EQ(tree("header:X-Order=/^4/"), "header X-Order[^4]");
}

TEST(Parser, FlagsSizesAndTimes) {
  EXPECT_EQ(tree("is:read is:unread"), "all(flag0, not(flag0))");
  EXPECT_EQ(tree("has:attachment has:attachments"), "all(flag3, flag3)");
  EXPECT_EQ(tree("larger:10k smaller:2M"), "all(size>10240, size<2097152)");
  EXPECT_EQ(tree("larger:1.5kb"), "size>1536");
  EXPECT_EQ(tree("after:2026-11-20"), "after 2026-11-20T00:00:00.000Z");
  EXPECT_EQ(tree("before:2026/11/20"), "before 2026-11-20T00:00:00.000Z");
  EXPECT_EQ(tree("after:-2h"), "after 2026-11-21T10:00:00.000Z");
  EXPECT_EQ(tree("after:\"2026-11-20 10:00\""), "after 2026-11-20T10:00:00.000Z");
  EXPECT_EQ(tree("after:2026-11-20T10:00:00+02:00"), "after 2026-11-20T08:00:00.000Z");
}

TEST(Parser, TextWithColonsStaysText) {
  for (const std::string text : {"http://x.test/a:b", "12:30", "localhost:8025", "std::string", "C:\\x",
                                 "mailto:a@b", "Re:", "urn:isbn:1", "a:b", ":x"}) {
    EXPECT_EQ(tree(text), "any:[" + text + "]");
  }
  EXPECT_EQ(tree("\"from:alice\""), "any:[from:alice]");
}

TEST(Parser, UnknownFieldsAreNamedWithColumnAndSuggestion) {
  EXPECT_EQ(error("fro:alice"), "unknown field \"fro\" at column 1; did you mean \"from\"?");
  EXPECT_EQ(error("größe subjet:x"), "unknown field \"subjet\" at column 7; did you mean \"subject\"?");
  EXPECT_EQ(error("a -form:b"), "unknown field \"form\" at column 4; did you mean \"from\"?");
  EXPECT_EQ(error("project:x"), "unknown field \"project\" at column 1; did you mean \"subject\"?");
  EXPECT_EQ(
      error("whatever:x"),
      "unknown field \"whatever\" at column 1; to search for it as text, put it in quotes: \"whatever:x\"");
}

TEST(Parser, BadValuesAreExplained) {
  EXPECT_EQ(error("from: alice"), "from: at column 1 needs a value right after the colon");
  EXPECT_EQ(error("is:raed"), "unknown value \"raed\" for is: at column 1; did you mean \"is:read\"?");
  EXPECT_EQ(error("has:xyzzy"),
            "unknown value \"xyzzy\" for has: at column 1; known are attachment, attachments, inline, "
            "inlines, html, "
            "link, links, code, codes");
  EXPECT_EQ(error("larger:big"),
            "\"big\" at column 1 is not a size; write larger:500, larger:10k or larger:2M");
  EXPECT_EQ(error("x after:tomorrow"),
            "\"tomorrow\" at column 3 is not a time; write after:2026-11-21, after:2026-11-21T22:32:25Z or "
            "after:-2h");
  EXPECT_EQ(error("/a(/"), "the regular expression at column 1 cannot be used: missing ): a(");
  EXPECT_EQ(error("header:=x"), "header: at column 1 needs a name; write header:X-Order=42");
  EXPECT_EQ(error("is:/x/"), "is: at column 1 does not take a regular expression");
}

TEST(Parser, SyntaxErrorsNameTheColumn) {
  EXPECT_EQ(error("a \"b"), "the quote opened at column 3 is not closed; add a closing quote");
  EXPECT_EQ(error("(a b"), "the bracket opened at column 1 is not closed; add \")\"");
  EXPECT_EQ(error("a )"),
            "unexpected \")\" at column 3; nothing is open there. To search for it, put it in quotes");
  const std::string help = " needs something on both sides; to search for the word, put it in quotes: ";
  EXPECT_EQ(error("a OR"), "OR at column 3" + help + "\"OR\"");
  EXPECT_EQ(error("OR a"), "OR at column 1" + help + "\"OR\"");
  EXPECT_EQ(error("(a OR)"), "OR at column 4" + help + "\"OR\"");
  EXPECT_EQ(error("a NOT"), "NOT at column 3" + help + "\"NOT\"");
}

TEST(Parser, IsBounded) {
  EXPECT_NE(error(std::string(100, '(')).find("nested"), std::string::npos);
  EXPECT_NE(error(std::string(100, '-') + "a").find("nested"), std::string::npos);
  std::string words;
  for (int i = 0; i < 300; ++i) words += "a ";
  EXPECT_NE(error(words).find("too long in words"), std::string::npos);
  EXPECT_NE(error(std::string(10'000, 'a')).find("10000 bytes"), std::string::npos);
  EXPECT_EQ(error("\xFF"), "the query is not valid UTF-8");
}

TEST(Parser, WordsThatSayNothingHoldForEveryMessage) {
  EXPECT_EQ(tree("\"\""), "all()");
  EXPECT_EQ(tree("\" \""), "all()");
}

}  // namespace
}  // namespace mailstop::query
