// Every mail of tests/corpus parses to what is written beside it. MAILSTOP_WRITE_EXPECTED=1 writes the files
// anew: read the difference before keeping it.
#include <gtest/gtest.h>

#include <cstdlib>

#include "corpus.hpp"
#include "invariants.hpp"
#include "parsed_json.hpp"

namespace mailstop::mail {
namespace {

class Corpus : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Corpus, ParsesAsExpected) {
  const Json parsed = to_json(parse_message(read_file(GetParam())));
  auto expected = GetParam();
  expected.replace_extension(".json");
  if (std::getenv("MAILSTOP_WRITE_EXPECTED") != nullptr) std::ofstream(expected) << parsed.dump(1) << '\n';
  ASSERT_TRUE(std::filesystem::exists(expected)) << expected;
  EXPECT_EQ(parsed.dump(1), Json::parse(read_file(expected)).dump(1));
}

TEST_P(Corpus, HoldsTheInvariants) {
  EXPECT_EQ(broken_invariant(read_file(GetParam())), "");
}

TEST_P(Corpus, HoldsTheInvariantsWithLfOnly) {
  std::string raw = read_file(GetParam());
  std::erase(raw, '\r');
  EXPECT_EQ(broken_invariant(raw), "");
}

// Cut anywhere, a message is still a message. Long ones are cut at fewer places.
TEST_P(Corpus, HoldsTheInvariantsCutOff) {
  const std::string raw = read_file(GetParam());
  const std::size_t step = raw.size() / 40 + 1;
  for (std::size_t size = 0; size < raw.size(); size += step) {
    ASSERT_EQ(broken_invariant(std::string_view(raw).substr(0, size)), "") << size;
  }
}

std::string name_of(const testing::TestParamInfo<std::filesystem::path>& info) {
  std::string name = info.param.lexically_relative(corpus_folder()).string();
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, Corpus, testing::ValuesIn(files_below(corpus_folder(), {".eml"})), name_of);

TEST(CorpusFolder, IsThere) {
  EXPECT_GE(files_below(corpus_folder(), {".eml"}).size(), 50U);
}

TEST(Fixtures, HoldTheInvariants) {
  const auto files = files_below(fixtures_folder(), {});
  if (files.empty()) GTEST_SKIP() << "no ../shared/fixtures beside the project";
  for (const auto& file : files) EXPECT_EQ(broken_invariant(read_file(file)), "") << file.filename();
}

}  // namespace
}  // namespace mailstop::mail
