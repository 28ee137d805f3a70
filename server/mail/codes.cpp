#include "mail/codes.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/text.hpp"
#include "mail/code_ranking.hpp"
#include "mail/code_text.hpp"
#include "mail/code_tokens.hpp"

namespace mailstop::mail {
namespace {

constexpr int points_of_repetition = 4;
constexpr std::size_t context_before = 60, context_behind = 40;  // bytes

struct RankedCode {
  std::string value;
  int points = 0;
  std::string context;
  int pages = 0;
  std::size_t last_page = 0;
};

// The text around a candidate in one line, cut at spaces where there are some.
std::string shown_context(std::string_view text, const CodeCandidate& candidate) {
  std::size_t begin = candidate.begin > context_before ? candidate.begin - context_before : 0;
  if (begin > 0) {
    const auto space = text.find_first_of(" \n", begin);
    if (space < candidate.begin) begin = space + 1;
    while (begin < candidate.begin && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
  }
  const std::string_view rest = text.substr(begin);
  std::string_view shown = truncate_utf8(rest, candidate.end - begin + context_behind);
  const auto space = shown.find_last_of(" \n");
  if (shown.size() < rest.size() && space != std::string_view::npos && begin + space >= candidate.end)
    shown = shown.substr(0, space);
  return collapse_space(shown);
}

// The values of all pages, the best place of each.
class RankedCodes {
 public:
  void add(const CodePage& page, std::size_t page_number, const std::vector<int>& points) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (points[i] > 0) add(page, page_number, page.candidates[i], points[i]);
    }
  }

  std::vector<Code> take() {
    for (RankedCode& code : codes_) code.points += points_of_repetition * (code.pages - 1);
    std::stable_sort(codes_.begin(), codes_.end(),
                     [](const RankedCode& a, const RankedCode& b) { return a.points > b.points; });
    std::vector<Code> result;
    for (RankedCode& code : codes_) {
      const double confidence = std::min(code.points, 99) / 100.0;
      if (confidence < lowest_confidence || result.size() == most_codes) break;
      result.push_back({std::move(code.value), confidence, std::move(code.context)});
    }
    return result;
  }

 private:
  void add(const CodePage& page, std::size_t page_number, const CodeCandidate& candidate, int points) {
    const auto [place, is_new] = places_.try_emplace(candidate.value, codes_.size());
    if (is_new) codes_.push_back({candidate.value, 0, {}, 0, most_pages});
    RankedCode& code = codes_[place->second];
    if (std::exchange(code.last_page, page_number) != page_number) ++code.pages;
    if (points <= code.points) return;
    code.points = points;
    code.context = shown_context(page.text, candidate);
  }

  static constexpr std::size_t most_pages = 3;

  std::vector<RankedCode> codes_;
  std::unordered_map<std::string, std::size_t> places_;
};

// The words from `begin` to `end`; a word that is cut in two there is none.
void add_words(std::string_view text, std::size_t begin, std::size_t end, std::vector<CodeWordHit>& words) {
  while (begin > 0 && begin < end && text[begin - 1] != ' ' && text[begin - 1] != '\n') ++begin;
  for (CodeWordHit hit : find_code_words(in_small_letters(text.substr(begin, end - begin)))) {
    hit.begin += begin;
    hit.end += begin;
    words.push_back(hit);
  }
}

// All of the subject, and what stands near the candidates.
std::vector<CodeWordHit> words_of(const CodePage& page) {
  std::vector<CodeWordHit> words;
  const std::size_t size = page.text.size();
  if (page.place == CodePlace::subject) {
    add_words(page.text, 0, size, words);
    return words;
  }
  for (std::size_t i = 0; i < page.candidates.size();) {
    const std::size_t first = page.candidates[i].begin;
    std::size_t end = 0;
    do {
      end = std::min(page.candidates[i].end + farthest_code_word_behind, size);
      ++i;
    } while (i < page.candidates.size() && page.candidates[i].begin < end + farthest_code_word);
    add_words(page.text, first - std::min(first, farthest_code_word), end, words);
  }
  return words;
}

}  // namespace

std::vector<Code> find_codes(const CodeSources& sources) {
  const bool is_worth_it =
      may_hold_codes(sources.subject) || may_hold_codes(sources.text) || may_hold_codes(sources.html_as_text);
  if (!is_worth_it) return {};
  const std::string texts[] = {to_code_text(sources.subject), to_code_text(sources.text),
                               to_code_text(sources.html_as_text)};
  std::vector<CodePage> pages;
  bool has_candidates = false;
  for (const std::string& text : texts) {
    const CodePlace place = &text == &texts[0] ? CodePlace::subject : CodePlace::body;
    pages.push_back({place, text, find_code_candidates(text), {}});
    has_candidates |= !pages.back().candidates.empty();
  }
  if (!has_candidates) return {};
  for (CodePage& page : pages) page.words = words_of(page);
  const StrongestWords words = strongest_words(pages);
  if (words.mail == CodeWord::none) return {};
  RankedCodes codes;
  for (std::size_t i = 0; i < pages.size(); ++i)
    codes.add(pages[i], i, rank_codes(pages[i], words, sources.emphasised));
  return codes.take();
}

const Code* likely_code(std::span<const Code> codes) {
  return codes.empty() || codes.front().confidence < likely_confidence ? nullptr : &codes.front();
}

}  // namespace mailstop::mail
