#include "http/headers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"

namespace mailstop::http {
namespace {

// RFC 9110 section 5.6.2: tchar.
bool is_token(std::string_view name) {
  constexpr std::string_view symbols = "!#$%&'*+-.^_`|~";
  const auto is_token_char = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           symbols.find(c) != std::string_view::npos;
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), is_token_char);
}

void check(std::string_view name, std::string_view value) {
  if (is_token(name) && is_safe_header_value(value)) return;
  throw std::invalid_argument(
      fmt::format("unsafe header {}: {}", escape_controls(name), escape_controls(value)));
}

}  // namespace

bool is_safe_header_value(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
  });
}

Headers::Headers(std::initializer_list<Header> fields) {
  for (const auto& field : fields) add(field.name, field.value);
}

const Header* Headers::find(std::string_view name) const {
  for (const auto& field : fields_) {
    if (equals_ignoring_case(field.name, name)) return &field;
  }
  return nullptr;
}

std::string_view Headers::get(std::string_view name) const {
  const auto* field = find(name);
  return field ? std::string_view(field->value) : std::string_view();
}

bool Headers::has(std::string_view name) const {
  return find(name) != nullptr;
}

size_t Headers::count(std::string_view name) const {
  const auto is_named = [name](const Header& field) { return equals_ignoring_case(field.name, name); };
  return static_cast<size_t>(std::count_if(fields_.begin(), fields_.end(), is_named));
}

std::string Headers::joined(std::string_view name) const {
  std::string all;
  for (const auto& field : fields_) {
    if (!equals_ignoring_case(field.name, name)) continue;
    if (!all.empty()) all += ", ";
    all += field.value;
  }
  return all;
}

void Headers::set(std::string_view name, std::string_view value) {
  check(name, value);
  remove(name);
  fields_.push_back({std::string(name), std::string(value)});
}

void Headers::set_default(std::string_view name, std::string_view value) {
  if (!has(name)) add(name, value);
}

void Headers::add(std::string_view name, std::string_view value) {
  check(name, value);
  fields_.push_back({std::string(name), std::string(value)});
}

void Headers::remove(std::string_view name) {
  std::erase_if(fields_, [name](const Header& field) { return equals_ignoring_case(field.name, name); });
}

}  // namespace mailstop::http
