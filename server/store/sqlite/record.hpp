// Lists of small records in one text column: a field ends with US (0x1F), a record with RS (0x1E). A byte
// 0x1B, 0x1E or 0x1F inside a field is written as ESC (0x1B) and the byte plus 0x40, so every text comes back
// as it was.
#pragma once
#include <charconv>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace mailstop::store::sqlite {

constexpr char record_end = '\x1E';

class RecordWriter {
 public:
  RecordWriter& field(std::string_view text);
  template <std::integral Integer>
  RecordWriter& field(Integer value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    return field(std::string_view(digits, static_cast<std::size_t>(end - digits)));
  }
  void end_record();

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

// Reads what RecordWriter wrote; missing fields read as "" and 0, so that a newer version can append fields.
class RecordReader {
 public:
  explicit RecordReader(std::string_view text) : rest_(text) {}

  bool next_record();  // before the first record, too
  std::string field();
  std::string_view raw_field();  // escapes not undone
  template <std::integral Integer>
  Integer number() {
    const auto text = raw_field();
    Integer value{};
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }

 private:
  std::string_view rest_;
  std::string_view record_;
};

std::string unescaped(std::string_view field);

}  // namespace mailstop::store::sqlite
