#include "mail/code_ranking.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mailstop::mail {
namespace {

int points_of_shape(const CodeCandidate& candidate) {
  switch (candidate.shape) {
    case CodeShape::digits:
      break;
    case CodeShape::groups:
      return candidate.value.size() == 6 ? 20 : 12;
    case CodeShape::spread:
      return 26;
    case CodeShape::prefixed:
      return 26;
    case CodeShape::mixed:
    case CodeShape::capital_groups:
      return 10;
    case CodeShape::lower:
    case CodeShape::token:
      return 4;
    case CodeShape::capitals:
    case CodeShape::words:
      return -4;
  }
  constexpr int of_length[] = {0, 0, 0, 0, 11, 13, 20, 13, 15, 6, 4};
  return of_length[candidate.value.size()];
}

int points_of_word(CodeWord word) {
  switch (word) {
    case CodeWord::strong:
      return 60;
    case CodeWord::code:
      return 48;
    case CodeWord::support:
      return 16;
    case CodeWord::other:
      return 70;
    case CodeWord::amount:
    case CodeWord::none:
      break;
  }
  return 0;
}

// Bytes, and more for each end of a line or a sentence.
std::size_t distance_over(std::string_view between) {
  std::size_t distance = between.size();
  for (std::size_t i = 0; i < between.size(); ++i) {
    const char c = between[i];
    const bool is_last = i + 1 == between.size() || between[i + 1] <= ' ';
    if (c == '\n') distance += 5;
    if ((c == '.' || c == '!' || c == '?' || c == ';') && is_last) distance += 25;
    if (between.substr(i).starts_with("。")) distance += 25;
  }
  return distance;
}

int weakened(int points, std::size_t distance) {
  if (distance <= 12) return points;
  if (distance <= 40) return points * 9 / 10;
  if (distance <= 90) return points * 3 / 4;
  if (distance <= 160) return points / 2;
  return distance <= farthest_code_word ? points * 7 / 20 : 0;
}

bool is_positive(CodeWord word) {
  return word == CodeWord::strong || word == CodeWord::code || word == CodeWord::support;
}

bool is_naming(CodeWord word) {
  return word == CodeWord::strong || word == CodeWord::code;
}

bool has_number(std::string_view text) {
  std::size_t digits = 0;
  for (const char c : text) {
    digits = is_digit(c) ? digits + 1 : 0;
    if (digits == 4) return true;
  }
  return false;
}

// "the PIN for the hotline is 5820": more than a sign or an abbreviation stands before the number.
bool has_verb(std::string_view gap) {
  return gap.size() >= 4 && gap.front() == ' ' && gap.back() == ' ' &&
         std::none_of(gap.begin(), gap.end(), [](char c) { return c == '.' || c == '#' || c == ','; });
}

bool is_year(std::string_view value) {
  return value.size() == 4 && (value.starts_with("19") || value.starts_with("20"));
}

class CodeRanker {
 public:
  CodeRanker(const CodePage& page, StrongestWords words, const std::vector<std::string>& emphasised)
      : page_(page), words_(words), emphasised_(emphasised) {}

  int points(const CodeCandidate& candidate) const {
    const auto behind =
        std::lower_bound(page_.words.begin(), page_.words.end(), candidate.begin,
                         [](const CodeWordHit& hit, std::size_t begin) { return hit.begin < begin; });
    const auto before = static_cast<std::size_t>(behind - page_.words.begin());
    const Context context = context_of(candidate, before);
    if (!is_possible(candidate, before, context)) return 0;
    const int place = points_of_place(candidate);
    int sum = points_of_shape(candidate) + context.positive - context.negative + place;
    if (context.positive == 0) sum += far_away();
    if (is_year(candidate.value)) sum -= context.positive >= 45 ? 12 : 30;
    return std::min(sum, most_points(context, place));
  }

 private:
  struct Context {
    int positive = 0;
    int negative = 0;
    CodeWord word = CodeWord::none;  // of the positive points
  };

  std::string_view between(std::size_t begin, std::size_t end) const {
    return page_.text.substr(begin, end - begin);
  }

  Context context_of(const CodeCandidate& candidate, std::size_t behind) const {
    Context context;
    look_before(candidate, behind, context);
    look_behind(candidate, behind, context);
    return context;
  }

  // The nearest words before the candidate. The nearest of all may say that the number is another thing,
  // unless the sentence is about a code and this word is only its end: "the code for your account: 482913".
  void look_before(const CodeCandidate& candidate, std::size_t behind, Context& context) const {
    const CodeWordHit* other = nullptr;
    int looked_at = 0;
    for (std::size_t i = behind; i > 0 && looked_at < 6; --i, ++looked_at) {
      const CodeWordHit& hit = page_.words[i - 1];
      if (hit.end > candidate.begin) continue;
      if (candidate.begin - hit.end > farthest_code_word) break;
      const std::string_view gap = between(hit.end, candidate.begin);
      const std::size_t distance = distance_over(gap);
      if (hit.word == CodeWord::amount && gap.size() <= 1) context.negative += 60;
      if (hit.word == CodeWord::other && !other && context.positive == 0 && !has_number(gap)) {
        other = &hit;
        context.negative += weakened(points_of_word(hit.word), distance * 2);
      }
      if (!is_positive(hit.word)) continue;
      int points = weakened(points_of_word(hit.word), distance);
      if (other && is_end_of_sentence(hit, *other, candidate)) {
        context.negative = 0;
      } else if (other) {
        points /= 2;
      }
      take(hit.word, points, context);
    }
  }

  bool is_end_of_sentence(const CodeWordHit& positive, const CodeWordHit& other,
                          const CodeCandidate& candidate) const {
    const std::string_view sentence = between(positive.end, other.begin);
    const std::string_view gap = between(other.end, candidate.begin);
    const bool is_apart = gap.find_first_of("\n:") != std::string_view::npos || has_verb(gap);
    return is_apart && sentence.find('\n') == std::string_view::npos && distance_over(sentence) < 80 &&
           sentence.find(". ") == std::string_view::npos && !has_number(sentence);
  }

  // "482913 is your verification code". A word with a colon behind it is the label of what follows.
  void look_behind(const CodeCandidate& candidate, std::size_t behind, Context& context) const {
    int looked_at = 0;
    for (std::size_t i = behind; i < page_.words.size() && looked_at < 3; ++i, ++looked_at) {
      const CodeWordHit& hit = page_.words[i];
      if (hit.begin < candidate.end) continue;
      const std::string_view gap = between(candidate.end, hit.begin);
      if (gap.size() > farthest_code_word_behind || has_number(gap)) break;
      if (hit.word == CodeWord::amount && gap.size() <= 1) context.negative += 60;
      if (hit.word == CodeWord::other && gap == " ") context.negative += 15;
      if (!is_positive(hit.word) || page_.text.substr(hit.end, 2).find(':') != std::string_view::npos)
        continue;
      const std::size_t lines = gap.find('\n') == std::string_view::npos || candidate.is_alone ? 10 : 40;
      const int points = weakened(points_of_word(hit.word), distance_over(gap) + lines);
      if (points > context.positive && hit.word != CodeWord::support &&
          gap.find('\n') == std::string_view::npos)
        context.negative /= 2;
      take(hit.word, points, context);
    }
  }

  static void take(CodeWord word, int points, Context& context) {
    if (points <= context.positive) return;
    context.positive = points;
    context.word = word;
  }

  // Words in capitals are codes only where a code is announced.
  bool is_possible(const CodeCandidate& candidate, std::size_t behind, const Context& context) const {
    const bool is_word = candidate.shape == CodeShape::capitals || candidate.shape == CodeShape::words ||
                         candidate.shape == CodeShape::capital_groups;
    if (!is_word) return true;
    for (std::size_t i = behind > 0 ? behind - 1 : 0; i < page_.words.size(); ++i) {
      const CodeWordHit& hit = page_.words[i];
      if (hit.begin >= candidate.end) break;
      if (hit.end > candidate.begin) return false;
    }
    if (context.word == CodeWord::support || context.positive < 30) return false;
    return candidate.is_alone || (follows_colon(candidate) && candidate.shape != CodeShape::words);
  }

  int points_of_place(const CodeCandidate& candidate) const {
    int points = 0;
    if (candidate.is_alone && page_.place == CodePlace::body) points += 14;
    if (follows_colon(candidate)) points += 8;
    if (is_emphasised(candidate)) points += 8;
    if (page_.place == CodePlace::subject) points += candidate.begin == 0 ? 14 : 6;
    if (is_quoted(candidate)) points -= 20;
    if (candidate.is_numbered) points -= 40;
    if (candidate.is_crowded) points -= 12;
    return points;
  }

  bool follows_colon(const CodeCandidate& candidate) const {
    const std::size_t begin = candidate.begin < 8 ? 0 : candidate.begin - 8;
    const std::string_view before = between(begin, candidate.begin);
    const auto last = before.find_last_not_of(" \n\"'*[(<");
    return last != std::string_view::npos && before[last] == ':';
  }

  bool is_emphasised(const CodeCandidate& candidate) const {
    const bool is_between_stars = candidate.begin > 0 && page_.text[candidate.begin - 1] == '*' &&
                                  page_.text.substr(candidate.end).starts_with('*');
    return is_between_stars || std::find(emphasised_.begin(), emphasised_.end(),
                                         between(candidate.begin, candidate.end)) != emphasised_.end();
  }

  bool is_quoted(const CodeCandidate& candidate) const {
    const std::size_t begin = candidate.begin < 200 ? 0 : candidate.begin - 200;
    const std::string_view before = between(begin, candidate.begin);
    const auto line = before.rfind('\n');
    return line != std::string_view::npos && before.substr(line + 1).starts_with('>');
  }

  // What the mail says elsewhere.
  int far_away() const {
    const int share = words_.subject == words_.mail ? 40 : 25;
    return points_of_word(words_.mail) * share / 100;
  }

  // Without a word for "code" near it, the place must speak for it.
  int most_points(const Context& context, int place) const {
    if (is_naming(context.word)) return 99;
    const bool is_expected = context.word == CodeWord::support || is_naming(words_.subject);
    return is_expected && place >= 14 ? 62 : 44;
  }

  const CodePage& page_;
  StrongestWords words_;
  const std::vector<std::string>& emphasised_;
};

}  // namespace

StrongestWords strongest_words(const std::vector<CodePage>& pages) {
  StrongestWords strongest;
  for (const CodePage& page : pages) {
    for (const CodeWordHit& hit : page.words) {
      if (!is_positive(hit.word)) continue;
      if (points_of_word(hit.word) > points_of_word(strongest.mail)) strongest.mail = hit.word;
      if (page.place == CodePlace::subject && points_of_word(hit.word) > points_of_word(strongest.subject))
        strongest.subject = hit.word;
    }
  }
  return strongest;
}

std::vector<int> rank_codes(const CodePage& page, StrongestWords words,
                            const std::vector<std::string>& emphasised) {
  const CodeRanker ranker(page, words, emphasised);
  std::vector<int> points;
  points.reserve(page.candidates.size());
  for (const CodeCandidate& candidate : page.candidates) points.push_back(ranker.points(candidate));
  return points;
}

}  // namespace mailstop::mail
