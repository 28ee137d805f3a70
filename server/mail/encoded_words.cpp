#include "mail/encoded_words.hpp"

#include <algorithm>
#include <optional>

#include "base/base64.hpp"
#include "base/text.hpp"
#include "mail/base64_decoder.hpp"
#include "mail/charset.hpp"
#include "mail/quoted_printable.hpp"

namespace mailstop::mail {
namespace {

struct Word {
  std::string_view charset;  // as written, without the language of RFC 2231 section 5
  char encoding = 0;         // 'b' or 'q'
  std::string_view text;
  std::size_t end = 0;  // behind it
};

// The word at the front of text.substr(begin), which begins with "=?". `has_end` becomes false when no word
// can follow.
std::optional<Word> word_at(std::string_view text, std::size_t begin, bool& has_end) {
  const auto charset_end = text.substr(begin + 2, 100).find('?');
  if (charset_end == std::string_view::npos || charset_end == 0) return std::nullopt;
  const std::size_t encoding = begin + 2 + charset_end + 1;
  if (encoding + 1 >= text.size() || text[encoding + 1] != '?') return std::nullopt;
  Word word;
  word.encoding = static_cast<char>(text[encoding] | 0x20);
  if (word.encoding != 'b' && word.encoding != 'q') return std::nullopt;
  const auto end = text.find("?=", encoding + 2);
  has_end = end != std::string_view::npos;
  if (!has_end) return std::nullopt;
  word.charset = text.substr(begin + 2, charset_end);
  word.charset = word.charset.substr(0, word.charset.find('*'));
  word.text = text.substr(encoding + 2, end - encoding - 2);
  word.end = end + 2;
  return word;
}

// RFC 2047 section 4.2: quoted-printable with an underscore for the space.
std::string decode_q(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  return decode_quoted_printable(spaced);
}

// Collects neighbouring words; those of one charset are converted as one.
class Run {
 public:
  void add(const Word& word) {
    if (!equals_ignoring_case(word.charset, charset_)) convert();
    charset_ = to_lower_ascii(word.charset);
    bytes_.append(word.encoding == 'b' ? decode_base64(word.text) : decode_q(word.text));
  }

  std::string take() {
    convert();
    return std::move(text_);
  }

 private:
  void convert() {
    if (!bytes_.empty()) text_.append(to_unicode({bytes_, charset_}));
    bytes_.clear();
  }

  std::string charset_, bytes_, text_;
};

// Calls on_text with what is between the runs, and on_run with each run decoded.
template <class OnText, class OnRun>
void split_words(std::string_view text, OnText on_text, OnRun on_run) {
  bool has_end = true;
  std::size_t done = 0;
  for (auto at = text.find("=?"); at != std::string_view::npos && has_end; at = text.find("=?", at)) {
    auto word = word_at(text, at, has_end);
    if (!word) {
      at += 2;
      continue;
    }
    on_text(text.substr(done, at - done));
    Run run;
    while (word) {
      run.add(*word);
      done = at = word->end;
      const auto next = text.find_first_not_of(" \t", done);
      word = next != std::string_view::npos && text.substr(next).starts_with("=?")
                 ? word_at(text, next, has_end)
                 : std::nullopt;
    }
    on_run(run.take());
  }
  on_text(text.substr(done));
}

}  // namespace

std::string decode_encoded_words(std::string_view text) {
  std::string result;
  split_words(
      text,
      [&](std::string_view plain) {
        result.append(to_unicode({plain, ""}));
      },
      [&](const std::string& words) { result.append(words); });
  return result;
}

std::string join_encoded_words(std::string text) {
  if (text.find("=?") == std::string::npos && is_ascii(text)) return text;
  std::string result;
  split_words(
      text,
      [&](std::string_view plain) {
        result.append(to_unicode({plain, ""}));
      },
      [&](const std::string& words) { result.append("=?utf-8?B?").append(to_base64(words)).append("?="); });
  return result;
}

}  // namespace mailstop::mail
