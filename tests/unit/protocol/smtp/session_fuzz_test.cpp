// The fuzz target on its seeds under every setting: what it claims holds in each test run, and it cannot rot.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz/smtp_session_fuzz.cpp"

namespace mailstop::smtp {
namespace {

std::vector<std::string> read_seeds() {
  std::vector<std::string> seeds;
  const auto folder = std::filesystem::path(MAILSTOP_SOURCE_DIR) / "tests/fuzz/corpus/smtp_session";
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(file.path(), std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return seeds;
}

TEST(SessionFuzz, ClaimsHoldForEverySeedUnderEverySetting) {
  const auto seeds = read_seeds();
  ASSERT_GE(seeds.size(), 7u);
  for (auto seed : seeds) {
    for (int settings = 0; settings < 256; ++settings) {
      seed[0] = static_cast<char>(settings * 7);
      seed[1] = static_cast<char>(settings);
      EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(seed.data()), seed.size()), 0);
    }
  }
}

}  // namespace
}  // namespace mailstop::smtp
