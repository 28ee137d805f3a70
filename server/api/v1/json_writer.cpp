#include "api/v1/json_writer.hpp"

#include "base/text.hpp"

namespace mailstop::api::v1 {
namespace {

void append_escaped(std::string& json, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (c) {
    case '"':
      json += "\\\"";
      return;
    case '\\':
      json += "\\\\";
      return;
    case '\n':
      json += "\\n";
      return;
    case '\r':
      json += "\\r";
      return;
    case '\t':
      json += "\\t";
      return;
    default:
      json += "\\u00";
      json += digits[static_cast<unsigned char>(c) >> 4];
      json += digits[static_cast<unsigned char>(c) & 15];
  }
}

bool must_escape(char c) {
  return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

}  // namespace

void JsonWriter::key(std::string_view name) {
  separate();
  quote(name);
  json_ += ':';
  needs_comma_ = false;
}

void JsonWriter::value(std::string_view text) {
  separate();
  if (is_valid_utf8(text)) {
    quote(text);
  } else {
    quote(to_valid_utf8(std::string(text)));
  }
  needs_comma_ = true;
}

void JsonWriter::open(char bracket) {
  separate();
  json_ += bracket;
  needs_comma_ = false;
}

void JsonWriter::close(char bracket) {
  json_ += bracket;
  needs_comma_ = true;
}

void JsonWriter::literal(std::string_view text) {
  separate();
  json_ += text;
  needs_comma_ = true;
}

void JsonWriter::separate() {
  if (needs_comma_) json_ += ',';
}

void JsonWriter::quote(std::string_view text) {
  json_ += '"';
  size_t start = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!must_escape(text[i])) continue;
    json_ += text.substr(start, i - start);
    append_escaped(json_, text[i]);
    start = i + 1;
  }
  json_ += text.substr(start);
  json_ += '"';
}

}  // namespace mailstop::api::v1
