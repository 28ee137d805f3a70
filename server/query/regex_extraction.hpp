// Every place where a regular expression in RE2 syntax matches a text, with its groups. Case counts, `^` and
// `$` stand at the ends of the text, `.` stops at line ends: (?i), (?m) and (?s) change that. Pure,
// thread-safe.
#pragma once
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace re2 {
class RE2;
}

namespace mailstop::query {

constexpr std::size_t longest_extraction_regex = 1000;     // bytes
constexpr std::size_t longest_extracted_text = 64 * 1024;  // of one value or group; the rest is cut
constexpr std::size_t longest_extraction = 4 << 20;        // of all together; then no more are listed

struct RegexMatch {
  std::string value;
  std::vector<std::optional<std::string>> groups;          // nullopt where a group took no part
  std::vector<std::pair<std::string, std::size_t>> named;  // names and their places in `groups`
  std::size_t offset = 0;                                  // bytes before it
};

struct RegexMatches {
  std::vector<RegexMatch> matches;
  std::size_t total = 0;      // exact, however many are listed
  bool is_truncated = false;  // something was cut for its size
};

class RegexExtraction {
 public:
  // The error says what is wrong and in which column.
  static Result<RegexExtraction> make(std::string_view regex);

  // From left to right, none inside another; at most `limit` are listed. Error: too_expensive when the text
  // is long for so large an expression, or the time is over.
  Result<RegexMatches> find_all(std::string_view text, std::size_t limit,
                                std::chrono::steady_clock::time_point until) const;

 private:
  explicit RegexExtraction(std::shared_ptr<const re2::RE2> regex) : regex_(std::move(regex)) {}

  std::shared_ptr<const re2::RE2> regex_;
};

}  // namespace mailstop::query
