#include "mail/code_words.hpp"

#include <algorithm>
#include <bitset>
#include <cstdint>

#include "base/text.hpp"
#include "mail/code_word_table.hpp"

namespace mailstop::mail {
namespace {

struct Vocable {
  std::string_view text;
  CodeWord word;
  bool may_follow;  // more letters may stand before it
  bool may_go_on;   // and behind it
};

Vocable to_vocable(std::string_view entry, CodeWord word) {
  Vocable vocable{entry, word, entry.starts_with('~'), entry.ends_with('~')};
  if (vocable.may_follow) vocable.text.remove_prefix(1);
  if (vocable.may_go_on) vocable.text.remove_suffix(1);
  return vocable;
}

// In a phrase, a space stands for a hyphen and a line break, too.
unsigned key_byte(char c) {
  return c == '\n' || c == '-' ? ' ' : static_cast<unsigned char>(c);
}

std::size_t pair_of(std::string_view text) {
  return (static_cast<std::size_t>(static_cast<unsigned char>(text[0])) << 8) | key_byte(text[1]);
}

// Of the first three bytes; of two when there are no more.
std::size_t key_of(std::string_view text) {
  const unsigned third = text.size() > 2 ? key_byte(text[2]) : 0;
  return (key_byte(text[0]) * 2521U + key_byte(text[1]) * 977U + third * 31U) & 0xFFFFU;
}

// Does the character that begins with this byte belong to a word? Not in scripts that use no spaces.
bool is_word_lead(unsigned char lead, unsigned char next) {
  if (lead < 0x80) return (lead >= 'a' && lead <= 'z') || is_digit(static_cast<char>(lead));
  if (lead < 0xC3) return false;                                     // punctuation of Latin-1
  if (lead == 0xD8 && (next == 0x8C || next == 0x9B)) return false;  // Arabic comma and semicolon
  if (lead < 0xE0) return true;
  if (lead == 0xE0) return next >= 0xA4 && next < 0xB8;  // Indic, without Thai
  return lead == 0xE1;                                   // Georgian, Vietnamese
}

bool begins_word(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
  return is_word_lead(static_cast<unsigned char>(text[at]), static_cast<unsigned char>(next));
}

// Is the character before `at` part of a word?
bool follows_word(std::string_view text, std::size_t at) {
  if (at == 0) return false;
  if (text[at - 1] >= 0) return is_word_lead(static_cast<unsigned char>(text[at - 1]), 0);
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return begins_word(text, begin);
}

bool is_written_like(std::string_view text, std::string_view vocable) {
  if (text.size() < vocable.size()) return false;
  for (std::size_t i = 0; i < vocable.size(); ++i) {
    if (text[i] == vocable[i]) continue;
    if (vocable[i] != ' ' || (text[i] != '\n' && text[i] != '-')) return false;
  }
  return true;
}

// Words by their first three bytes, long ones first.
class WordIndex {
 public:
  WordIndex() : first_(65536, 0) {}

  void add(const Vocable& vocable) { vocables_.push_back(vocable); }

  void sort() {
    std::stable_sort(vocables_.begin(), vocables_.end(), [](const Vocable& a, const Vocable& b) {
      const auto x = key_of(a.text), y = key_of(b.text);
      return x != y ? x < y : a.text.size() > b.text.size();
    });
    for (std::size_t i = vocables_.size(); i > 0; --i) {
      first_[key_of(vocables_[i - 1].text)] = static_cast<std::uint16_t>(i);
      begins_.set(pair_of(vocables_[i - 1].text));
    }
  }

  // The longest word that is written at the place, nullptr when none is.
  const Vocable* find(std::string_view text, std::size_t at) const {
    const std::string_view rest = text.substr(at);
    if (!begins_[pair_of(rest)]) return nullptr;
    const Vocable* const found = find(text, at, key_of(rest));
    return found ? found : find(text, at, key_of(rest.substr(0, 2)));
  }

 private:
  const Vocable* find(std::string_view text, std::size_t at, std::size_t key) const {
    if (first_[key] == 0) return nullptr;
    const std::string_view rest = text.substr(at);
    for (std::size_t i = first_[key] - 1U; i < vocables_.size(); ++i) {
      const Vocable& vocable = vocables_[i];
      if (key_of(vocable.text) != key) return nullptr;
      if (!is_written_like(rest, vocable.text)) continue;
      if (vocable.may_go_on || !begins_word(text, at + vocable.text.size())) return &vocable;
    }
    return nullptr;
  }

  std::vector<Vocable> vocables_;
  std::vector<std::uint16_t> first_;  // place of the first one plus 1
  std::bitset<65536> begins_;         // most places of a text are ruled out here
};

class Dictionary {
 public:
  Dictionary() {
    for (const CodeWordRow& row : code_word_table()) {
      for (const std::string_view entry : split(row.words, '|')) {
        const Vocable vocable = to_vocable(entry, row.word);
        at_start_.add(vocable);
        if (vocable.may_follow) inside_.add(vocable);
      }
    }
    at_start_.sort();
    inside_.sort();
  }

  const Vocable* find(std::string_view text, std::size_t at) const {
    return (follows_word(text, at) ? inside_ : at_start_).find(text, at);
  }

 private:
  WordIndex at_start_;  // all
  WordIndex inside_;    // those that may stand inside a longer word
};

}  // namespace

std::vector<CodeWordHit> find_code_words(std::string_view lower) {
  static const Dictionary dictionary;
  std::vector<CodeWordHit> hits;
  for (std::size_t at = 0; at + 1 < lower.size();) {
    const Vocable* const found = dictionary.find(lower, at);
    if (found) hits.push_back({at, at + found->text.size(), found->word});
    at += found ? found->text.size() : 1;
  }
  return hits;
}

}  // namespace mailstop::mail
