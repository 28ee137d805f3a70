#include "query/regex_extraction.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "query/regex.hpp"

namespace mailstop::query {
namespace {

// One match cannot be interrupted: in the worst case it takes this many steps of a few nanoseconds.
constexpr std::uint64_t most_steps = 2'000'000'000;

Error too_expensive() {
  return {Errc::too_expensive,
          "The regular expression takes too long on this message; make it shorter or more specific."};
}

std::string_view view_of(const re2::StringPiece& piece) {
  return {piece.data(), piece.size()};
}

// Behind an empty match the search goes on one character further.
std::size_t next_character(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
  return at;
}

class MatchLister {
 public:
  MatchLister(const re2::RE2& regex, std::string_view text, std::size_t limit)
      : regex_(regex),
        text_(text),
        limit_(limit),
        groups_(1 + static_cast<std::size_t>(regex.NumberOfCapturingGroups())) {}

  Result<RegexMatches> run(std::chrono::steady_clock::time_point until) {
    std::size_t at = 0;
    std::size_t end_of_last = std::string_view::npos;
    while (at <= text_.size() && find(at)) {
      if (std::chrono::steady_clock::now() > until) return too_expensive();
      const auto begin = static_cast<std::size_t>(groups_[0].data() - text_.data());
      const auto end = begin + groups_[0].size();
      const bool is_empty = begin == end;
      if (!is_empty || begin != end_of_last) count(begin);
      end_of_last = end;
      at = is_empty ? next_character(text_, end) : end;
    }
    return std::move(found_);
  }

 private:
  bool lists_more() const { return found_.matches.size() < limit_ && !is_full_; }

  bool find(std::size_t at) {
    const auto wanted = lists_more() ? static_cast<int>(groups_.size()) : 1;
    return regex_.Match(re2::StringPiece(text_.data(), text_.size()), at, text_.size(), re2::RE2::UNANCHORED,
                        groups_.data(), wanted);
  }

  void count(std::size_t begin) {
    ++found_.total;
    if (!lists_more()) return;
    RegexMatch match;
    match.offset = begin;
    match.value = cut(view_of(groups_[0]));
    for (std::size_t i = 1; i < groups_.size(); ++i) {
      auto& group = match.groups.emplace_back();
      if (groups_[i].data()) group = cut(view_of(groups_[i]));
    }
    for (const auto& [number, name] : regex_.CapturingGroupNames())
      match.named.emplace_back(name, static_cast<std::size_t>(number - 1));
    if (bytes_ > longest_extraction && !found_.matches.empty()) {
      is_full_ = found_.is_truncated = true;
      return;
    }
    found_.matches.push_back(std::move(match));
  }

  std::string cut(std::string_view text) {
    const auto kept = truncate_utf8(text, longest_extracted_text);
    if (kept.size() < text.size()) found_.is_truncated = true;
    bytes_ += kept.size();
    return std::string(kept);
  }

  const re2::RE2& regex_;
  std::string_view text_;
  std::size_t limit_;
  std::vector<re2::StringPiece> groups_;
  RegexMatches found_;
  std::size_t bytes_ = 0;
  bool is_full_ = false;
};

}  // namespace

Result<RegexExtraction> RegexExtraction::make(std::string_view regex) {
  if (regex.size() > longest_extraction_regex)
    return invalid_argument(fmt::format("the regular expression has {} bytes, more than {}", regex.size(),
                                        longest_extraction_regex));
  auto compiled = compile_regex(regex, Case::respected);
  if (compiled->ok()) return RegexExtraction(std::move(compiled));
  return invalid_argument(
      fmt::format("column {}: {}", error_column(*compiled, regex), escape_controls(compiled->error())));
}

Result<RegexMatches> RegexExtraction::find_all(std::string_view text, std::size_t limit,
                                               std::chrono::steady_clock::time_point until) const {
  const auto program = static_cast<std::uint64_t>(std::max(regex_->ProgramSize(), 1));
  if (program * text.size() > most_steps) return too_expensive();
  // RE2 takes a text without address for one without characters, and says so of every group.
  return MatchLister(*regex_, text.data() ? text : std::string_view(""), limit).run(until);
}

}  // namespace mailstop::query
