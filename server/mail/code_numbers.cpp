#include "mail/code_numbers.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace mailstop::mail {
namespace {

using Numbers = std::span<const CodeToken>;

enum class Joint { none, space, line, hyphen, point, bracket };

// What joins a number to the next one.
Joint joint_of(std::string_view between) {
  if (between == " ") return Joint::space;
  if (between == "\n") return Joint::line;
  if (between == "-") return Joint::hyphen;
  if (between == ") " || between == ")" || between == " (" || between == ")-") return Joint::bracket;
  const bool is_point = between.size() == 1 && std::string_view("./:,'").find(between[0]) < 5;
  return is_point ? Joint::point : Joint::none;
}

struct NumberRun {
  Numbers numbers;
  bool has_space = false, has_hyphen = false, has_point = false, has_bracket = false;

  void note(Joint joint) {
    has_space |= joint == Joint::space || joint == Joint::line;
    has_hyphen |= joint == Joint::hyphen;
    has_point |= joint == Joint::point;
    has_bracket |= joint == Joint::bracket;
  }
  std::size_t digits() const {
    std::size_t sum = 0;
    for (const CodeToken& number : numbers) sum += number.size();
    return sum;
  }
  bool are_all_of(std::size_t size) const {
    return std::all_of(numbers.begin(), numbers.end(),
                       [size](const CodeToken& number) { return number.size() == size; });
  }
};

NumberRun run_at(std::string_view text, Numbers tokens, std::size_t first) {
  NumberRun run;
  std::size_t last = first;
  for (; last + 1 < tokens.size() && tokens[last + 1].is_number(); ++last) {
    const CodeToken &number = tokens[last], &next = tokens[last + 1];
    const Joint joint = joint_of(text.substr(number.end, next.begin - number.end));
    const bool are_single = number.size() == 1 && next.size() == 1;
    if (joint == Joint::none || (joint == Joint::line && !are_single)) break;
    run.note(joint);
  }
  run.numbers = tokens.subspan(first, last + 1 - first);
  return run;
}

bool ends_with_any(std::string_view text, std::span<const std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [text](std::string_view end) { return text.ends_with(end); });
}
bool starts_with_any(std::string_view text, std::span<const std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [text](std::string_view start) { return text.starts_with(start); });
}

// +49 30..., $1999, ****4821, /path/4821
bool begins_something_else(std::string_view before, std::string_view after) {
  constexpr std::array<std::string_view, 12> joined = {"+",   "$", "€", "£", "¥", "₹",
                                                       "₽", "₺", "₩", "/", "_", "\\"};
  constexpr std::array<std::string_view, 8> apart = {"$ ", "€ ", "£ ", "¥ ", "₹ ", "• ", "•", "* "};
  if (ends_with_any(before, joined) || ends_with_any(before, apart)) return true;
  return before.ends_with("**") && !after.starts_with("*");
}

// 25%, 1999 €, 4821/..., 4821_
bool ends_something_else(std::string_view after) {
  constexpr std::array<std::string_view, 17> ends = {"%",    " %", "€",  " €", "$", " $", "£", "¥", "₽",
                                                     " ₽", "°",  " °", "_",  "@", "\\", "₺", " ₺"};
  const bool goes_on = after.size() > 1 && after[0] == '/' && after[1] != ' ';
  return goes_on || starts_with_any(after, ends);
}

bool is_hyphenated_date(const NumberRun& run) {
  if (run.numbers.size() != 3) return false;
  const std::size_t first = run.numbers[0].size(), last = run.numbers[2].size();
  return (first == 4 && run.numbers[1].size() == 2 && last == 2) || (last == 4 && first <= 2);
}

// 482 913, 4829-1037, 48 29 13, 482 913 570
bool is_grouped_code(const NumberRun& run) {
  if (run.has_space == run.has_hyphen) return false;
  if (run.numbers.size() == 2) return run.are_all_of(3) || run.are_all_of(4);
  return run.numbers.size() == 3 && (run.are_all_of(2) || run.are_all_of(3));
}

bool is_telephone_like(const NumberRun& run, std::string_view text) {
  if (run.numbers.size() < 2) return false;
  if (run.has_bracket || run.has_hyphen) return true;
  return run.digits() >= 9 && (run.numbers.size() >= 3 || text[run.numbers[0].begin] == '0');
}

class NumberReader {
 public:
  NumberReader(std::string_view text, std::vector<CodeCandidate>& found) : text_(text), found_(found) {}

  void read(const NumberRun& run) {
    if (run.has_point && run.has_space) return read_apart(run);
    const auto before = text_.substr(0, run.numbers.front().begin);
    const auto after = text_.substr(run.numbers.back().end);
    if (begins_something_else(before, after) || ends_something_else(after)) return;
    if (run.has_point || is_hyphenated_date(run)) return;
    if (run.numbers.size() == 1) return add_one(run.numbers[0], false);
    if (run.are_all_of(1)) return add_together(run, CodeShape::spread);
    if (is_grouped_code(run)) return add_together(run, CodeShape::groups);
    if (is_telephone_like(run, text_)) return;
    for (const CodeToken& number : run.numbers) add_one(number, true);
  }

 private:
  // "12:45 482913": what has a point in it is one thing, the rest others.
  void read_apart(const NumberRun& run) {
    for (const CodeToken& number : run.numbers) {
      const char before = number.begin > 0 ? text_[number.begin - 1] : ' ';
      const char after = number.end < text_.size() ? text_[number.end] : ' ';
      const bool is_free = before <= ' ' && std::string_view("./:'").find(after) == std::string_view::npos;
      if (is_free && !ends_something_else(text_.substr(number.end))) add_one(number, true);
    }
  }

  void add_one(const CodeToken& number, bool is_crowded) {
    if (number.size() < 4 || number.size() > 10) return;
    CodeCandidate candidate;
    candidate.begin = number.begin;
    candidate.end = number.end;
    candidate.value = text_.substr(number.begin, number.size());
    candidate.is_crowded = is_crowded;
    add(std::move(candidate));
  }

  void add_together(const NumberRun& run, CodeShape shape) {
    if (run.digits() < 4 || run.digits() > 10) return;
    CodeCandidate candidate;
    candidate.begin = run.numbers.front().begin;
    candidate.end = run.numbers.back().end;
    candidate.shape = shape;
    for (const CodeToken& number : run.numbers) candidate.value += text_.substr(number.begin, number.size());
    add(std::move(candidate));
  }

  void add(CodeCandidate candidate) {
    candidate.is_numbered = candidate.begin > 0 && text_[candidate.begin - 1] == '#';
    found_.push_back(std::move(candidate));
  }

  std::string_view text_;
  std::vector<CodeCandidate>& found_;
};

}  // namespace

std::size_t read_code_numbers(std::string_view text, std::span<const CodeToken> tokens, std::size_t first,
                              std::vector<CodeCandidate>& found) {
  const NumberRun run = run_at(text, tokens, first);
  NumberReader(text, found).read(run);
  return first + run.numbers.size();
}

}  // namespace mailstop::mail
