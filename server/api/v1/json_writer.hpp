// Writes JSON straight into a string: lists are the hot path, so there is no document in between. The caller
// opens and closes in pairs; commas come by themselves. Text that is not UTF-8 is repaired, never refused.
#pragma once
#include <fmt/format.h>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace mailstop::api::v1 {

class JsonWriter {
 public:
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }

  void key(std::string_view name);

  void value(std::string_view text);
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(const char* text) { value(std::string_view(text)); }
  void value(std::same_as<bool> auto flag) { literal(flag ? "true" : "false"); }
  void value(std::unsigned_integral auto number) requires(!std::same_as<decltype(number), bool>) {
    literal(std::to_string(number));
  }
  void value(std::same_as<int> auto number) { literal(std::to_string(number)); }
  void value(std::same_as<double> auto number) { literal(fmt::to_string(number)); }  // finite
  void null() { literal("null"); }
  void document(std::string_view json) { literal(json); }  // a value that is JSON already

  template <class T>
  void member(std::string_view name, const T& content) {
    key(name);
    value(content);
  }

  // `write(item)` for each.
  template <class List, class Write>
  void array(std::string_view name, const List& items, Write write) {
    key(name);
    begin_array();
    for (const auto& item : items) write(item);
    end_array();
  }

  // The document; the writer is empty afterwards.
  std::string take() { return std::exchange(json_, {}); }

 private:
  void open(char bracket);
  void close(char bracket);
  void literal(std::string_view text);
  void separate();
  void quote(std::string_view text);

  std::string json_;
  bool needs_comma_ = false;
};

}  // namespace mailstop::api::v1
