// HTTP header fields in order. Names compare without case. A name or value that could break out of its line
// is a bug of who sets it and throws: bytes from mails go through content_disposition() or
// safe_content_type() first.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mailstop::http {

struct Header {
  std::string name;
  std::string value;
};

class Headers {
 public:
  Headers() = default;
  Headers(std::initializer_list<Header> fields);

  // The first value, or "" when absent.
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const;
  size_t count(std::string_view name) const;
  // All values joined by ", ", as RFC 9110 section 5.3 allows for list fields.
  std::string joined(std::string_view name) const;

  void set(std::string_view name, std::string_view value);          // replaces all of that name
  void set_default(std::string_view name, std::string_view value);  // only when absent
  void add(std::string_view name, std::string_view value);
  void remove(std::string_view name);

  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }

 private:
  const Header* find(std::string_view name) const;

  std::vector<Header> fields_;
};

// No CR, LF, NUL or other control byte but tab.
bool is_safe_header_value(std::string_view value);

}  // namespace mailstop::http
