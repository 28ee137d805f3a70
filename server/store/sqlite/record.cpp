#include "store/sqlite/record.hpp"

#include <algorithm>

namespace mailstop::store::sqlite {
namespace {

constexpr char escape = '\x1B';
constexpr char field_end = '\x1F';
constexpr char shift = 0x40;

bool is_special(char c) {
  return c == escape || c == record_end || c == field_end;
}

}  // namespace

RecordWriter& RecordWriter::field(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), is_special)) {
    text_.append(text);
  } else {
    for (const char c : text) {
      if (is_special(c)) text_.push_back(escape);
      text_.push_back(is_special(c) ? static_cast<char>(c + shift) : c);
    }
  }
  text_.push_back(field_end);
  return *this;
}

void RecordWriter::end_record() {
  text_.push_back(record_end);
}

bool RecordReader::next_record() {
  const auto end = rest_.find(record_end);
  if (end == std::string_view::npos) return false;
  record_ = rest_.substr(0, end);
  rest_.remove_prefix(end + 1);
  return true;
}

std::string_view RecordReader::raw_field() {
  const auto end = record_.find(field_end);
  if (end == std::string_view::npos) return {};
  const auto field = record_.substr(0, end);
  record_.remove_prefix(end + 1);
  return field;
}

std::string RecordReader::field() {
  return unescaped(raw_field());
}

std::string unescaped(std::string_view field) {
  std::string text(field);
  for (size_t at = 0; (at = text.find(escape, at)) != std::string::npos; ++at) {
    text.erase(at, 1);
    if (at < text.size()) text[at] = static_cast<char>(text[at] - shift);
  }
  return text;
}

}  // namespace mailstop::store::sqlite
