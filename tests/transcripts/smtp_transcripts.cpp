#include "smtp_transcripts.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <ostream>

namespace mailstop::test {

std::vector<Transcript> read_smtp_transcripts() {
  std::vector<Transcript> transcripts;
  const auto folder = std::filesystem::path(MAILSTOP_SOURCE_DIR) / "tests/transcripts/smtp";
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() == ".txt") transcripts.push_back(read_transcript(file.path()));
  }
  const auto by_name = [](const Transcript& a, const Transcript& b) { return a.name < b.name; };
  std::sort(transcripts.begin(), transcripts.end(), by_name);
  return transcripts;
}

std::string to_test_name(const testing::TestParamInfo<Transcript>& info) {
  auto name = info.param.name;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name;
}

void PrintTo(const Transcript& transcript, std::ostream* out) {
  *out << transcript.name;
}

}  // namespace mailstop::test
