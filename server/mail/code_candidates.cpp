#include "mail/code_candidates.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "base/text.hpp"
#include "mail/code_numbers.hpp"
#include "mail/code_tokens.hpp"

namespace mailstop::mail {
namespace {

using Tokens = std::span<const CodeToken>;

// 1500mb, 10th, 14h00: a number with its unit.
bool is_measure(std::string_view word) {
  std::size_t digits = 0;
  while (digits < word.size() && is_digit(word[digits])) ++digits;
  if (digits == 0) return false;
  const auto unit = word.substr(digits);
  const bool has_letters_only = std::none_of(unit.begin(), unit.end(), is_digit);
  return (has_letters_only && unit.size() <= 3) || (digits <= 2 && (unit[0] == 'h' || unit[0] == 'H'));
}

// alice99, Chrome121, xxxx4821: a word with a number at its end.
bool is_numbered_word(std::string_view word, const CodeToken& token) {
  const std::size_t letters =
      static_cast<std::size_t>(std::find_if(word.begin(), word.end(), is_digit) - word.begin());
  if (letters == 0 || !std::all_of(word.begin() + static_cast<std::ptrdiff_t>(letters), word.end(), is_digit))
    return false;
  const bool is_mask = word.substr(0, letters).find_first_not_of("xX") == std::string_view::npos;
  return is_mask || token.has_small;
}

class CandidateReader {
 public:
  CandidateReader(std::string_view text, Tokens tokens) : text_(text), tokens_(tokens) {}

  std::vector<CodeCandidate> read() {
    for (std::size_t i = 0; i < tokens_.size() && found_.size() < most_candidates;) {
      const std::size_t end = compound_end(i);
      const Tokens compound = tokens_.subspan(i, end - i);
      const bool is_number =
          std::all_of(compound.begin(), compound.end(), [](auto& t) { return t.is_number(); });
      i = is_number ? read_code_numbers(text_, tokens_, i, found_) : end;
      if (!is_number) read_compound(compound);
    }
    if (found_.size() > most_candidates) found_.resize(most_candidates);  // one run may have brought many
    for (CodeCandidate& candidate : found_) candidate.is_alone = is_alone(candidate);
    return std::move(found_);
  }

 private:
  // Tokens that are joined by a hyphen each.
  std::size_t compound_end(std::size_t i) const {
    while (i + 1 < tokens_.size() && tokens_[i + 1].begin == tokens_[i].end + 1 &&
           text_[tokens_[i].end] == '-')
      ++i;
    return i + 1;
  }

  std::string_view word_of(const CodeToken& token) const { return text_.substr(token.begin, token.size()); }

  void read_compound(Tokens parts) {
    const CodeToken all = joined(parts);
    const bool is_inside = all.begin > 0 && std::string_view("/_.\\&").find(text_[all.begin - 1]) < 5;
    const bool goes_on = all.end < text_.size() && std::string_view("/_@\\").find(text_[all.end]) < 4;
    if (is_inside || goes_on || all.size() > 80) return;
    if (parts.size() == 1) {
      read_word(parts[0]);
    } else if (is_prefixed(parts)) {
      add({parts[0].begin, parts[1].end, std::string(word_of(parts[1])), CodeShape::prefixed});
    } else if (const auto shape = shape_of_groups(parts, all)) {
      add({all.begin, all.end, std::string(word_of(all)), *shape});
    }
  }

  static CodeToken joined(Tokens parts) {
    CodeToken all = parts.front();
    all.end = parts.back().end;
    for (const CodeToken& part : parts) {
      all.has_digit |= part.has_digit;
      all.has_capital |= part.has_capital;
      all.has_small |= part.has_small;
    }
    return all;
  }

  bool is_prefixed(Tokens parts) const {
    return parts.size() == 2 && parts[0].size() == 1 && parts[0].has_capital && parts[1].is_number() &&
           parts[1].size() >= 5 && parts[1].size() <= 8;
  }

  std::optional<CodeShape> shape_of_groups(Tokens parts, const CodeToken& all) const {
    const auto sizes = [&](std::size_t least, std::size_t most) {
      return std::all_of(parts.begin(), parts.end(),
                         [&](const CodeToken& part) { return part.size() >= least && part.size() <= most; });
    };
    // 2026-03-17T10
    if (parts.size() >= 3 && parts[0].is_number() && parts[0].size() == 4 && parts[1].size() == 2 &&
        parts[2].has_capital && parts[2].size() == 5)
      return std::nullopt;
    const std::size_t size = all.size() - (parts.size() - 1);
    if (size >= 16 && all.has_digit && (all.has_small || all.has_capital)) return CodeShape::token;
    if (parts.size() > 6 || (all.has_small && all.has_capital)) return std::nullopt;
    if (all.has_digit && all.has_capital && sizes(2, 8)) return CodeShape::mixed;
    if (all.has_digit && all.has_small && sizes(3, 8) && all_have_digits(parts)) return CodeShape::lower;
    if (all.has_capital && !all.has_digit && sizes(3, 5) && has_equal_sizes(parts))
      return CodeShape::capital_groups;
    if (all.has_small && !all.has_digit && parts.size() <= 4 && sizes(4, 7)) return CodeShape::words;
    return std::nullopt;
  }

  static bool all_have_digits(Tokens parts) {
    return std::all_of(parts.begin(), parts.end(), [](const CodeToken& part) { return part.has_digit; });
  }
  static bool has_equal_sizes(Tokens parts) {
    return std::all_of(parts.begin(), parts.end(),
                       [&](const CodeToken& part) { return part.size() == parts[0].size(); });
  }

  void read_word(const CodeToken& token) {
    const std::string_view word = word_of(token);
    if (const auto shape = shape_of_word(token, word))
      add({token.begin, token.end, std::string(word), *shape});
  }

  std::optional<CodeShape> shape_of_word(const CodeToken& token, std::string_view word) const {
    if (token.size() < 4 || token.size() > 64) return std::nullopt;
    if (token.is_letters()) {
      const bool is_capital = !token.has_small && token.size() >= 5 && token.size() <= 10;
      return is_capital ? std::optional(CodeShape::capitals) : std::nullopt;
    }
    if (is_measure(word) || is_numbered_word(word, token)) return std::nullopt;
    if (token.size() > 12) return CodeShape::token;
    return token.has_small ? CodeShape::lower : CodeShape::mixed;
  }

  void add(CodeCandidate candidate) {
    candidate.is_numbered = candidate.begin > 0 && text_[candidate.begin - 1] == '#';
    found_.push_back(std::move(candidate));
  }

  // Quotes, brackets and asterisks around it do not count; a letter of any script does.
  bool is_alone(const CodeCandidate& candidate) const {
    constexpr std::size_t most = 8;
    const std::size_t begin = candidate.begin < most ? 0 : candidate.begin - most;
    std::string_view before = text_.substr(begin, candidate.begin - begin);
    std::string_view after = text_.substr(candidate.end, most);
    const auto line = before.rfind('\n');
    if (line == std::string_view::npos && begin > 0) return false;
    if (line != std::string_view::npos) before.remove_prefix(line);
    const auto end = after.find('\n');
    if (end == std::string_view::npos && candidate.end + after.size() < text_.size()) return false;
    return is_decoration(before) && is_decoration(after.substr(0, end));
  }

  static bool is_decoration(std::string_view text) {
    std::size_t beyond_ascii = 0;
    for (const char c : text) {
      if (c < 0) ++beyond_ascii;
      if (is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '$') return false;
    }
    return beyond_ascii <= 3;  // one typographic quote
  }

  std::string_view text_;
  Tokens tokens_;
  std::vector<CodeCandidate> found_;
};

}  // namespace

std::vector<CodeCandidate> find_code_candidates(std::string_view text) {
  const auto tokens = code_tokens(text);
  return CandidateReader(text, tokens).read();
}

}  // namespace mailstop::mail
