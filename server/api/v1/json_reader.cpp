#include "api/v1/json_reader.hpp"

#include <fmt/format.h>

#include <functional>
#include <optional>
#include <set>

#include "api/v1/inbox_name.hpp"
#include "base/text.hpp"
#include "mailroom/tags.hpp"

namespace mailstop::api::v1 {
namespace {

// The library's text without its own error number: "[json.exception.parse_error.101] parse error at line 1,
// ...".
std::string plain_reason(std::string_view reason) {
  const auto end = reason.find("] ");
  return std::string(end == std::string_view::npos ? reason : reason.substr(end + 2));
}

// RFC 8259 section 4: what a name means that is given twice is anyone's guess, so it is refused.
class DuplicateFinder {
 public:
  bool operator()(int, Json::parse_event_t event, const Json& parsed) {
    if (event == Json::parse_event_t::object_start) open_.emplace_back();
    if (event == Json::parse_event_t::object_end) open_.pop_back();
    if (event == Json::parse_event_t::key && !open_.back().insert(parsed.get<std::string>()).second &&
        !found_)
      found_ = parsed.get<std::string>();
    return true;
  }
  const std::optional<std::string>& found() const { return found_; }

 private:
  std::vector<std::set<std::string>> open_;
  std::optional<std::string> found_;
};

std::string_view kind_of(const Json& value) {
  switch (value.type()) {
    case Json::value_t::null:
      return "null";
    case Json::value_t::boolean:
      return "a boolean";
    case Json::value_t::string:
      return "a string";
    case Json::value_t::array:
      return "a list";
    case Json::value_t::object:
      return "an object";
    default:
      return "a number";
  }
}

}  // namespace

Result<void> parse_json_object(std::string_view body, Json& json) try {
  DuplicateFinder duplicates;
  json = Json::parse(body, std::ref(duplicates));
  if (duplicates.found())
    return invalid_argument(fmt::format("field \"{}\" is given twice", *duplicates.found()));
  if (!json.is_object())
    return invalid_argument(fmt::format("the body must be a JSON object, it is {}", kind_of(json)));
  return {};
} catch (const Json::parse_error& error) {
  return invalid_argument("the body is not valid JSON: " + plain_reason(error.what()));
}

Result<bool> read_bool(const Json& value, const std::string& path) {
  if (!value.is_boolean()) return wrong_type(value, path, "true or false");
  return value.get<bool>();
}

Result<std::string> read_string(const Json& value, const std::string& path) {
  if (!value.is_string()) return wrong_type(value, path, "a string");
  return value.get<std::string>();
}

Result<std::vector<std::string>> read_strings(const Json& value, const std::string& path) {
  if (!value.is_array()) return wrong_type(value, path, "a list of strings");
  std::vector<std::string> texts;
  for (const auto& item : value) {
    auto text = read_string(item, fmt::format("{}[{}]", path, texts.size()));
    if (!text) return text.error();
    texts.push_back(std::move(*text));
  }
  return texts;
}

Result<void> check_tag(std::string_view tag, const std::string& path) {
  if (mailroom::is_tag(tag)) return {};
  return invalid_argument(fmt::format("\"{}\" must be a tag: 1 to {} bytes without control characters", path,
                                      mailroom::longest_tag));
}

Result<std::vector<std::string>> read_tags(const Json& value, const std::string& path) {
  auto tags = read_strings(value, path);
  if (!tags) return tags;
  for (size_t i = 0; i < tags->size(); ++i) {
    if (auto outcome = check_tag((*tags)[i], fmt::format("{}[{}]", path, i)); !outcome)
      return outcome.error();
  }
  return tags;
}

Result<std::string> read_inbox(const Json& value, const std::string& path) {
  auto name = read_string(value, path);
  if (name && !is_inbox_name(*name)) return invalid_inbox_name(path);
  return name;
}

Error wrong_type(const Json& value, const std::string& path, std::string_view expected) {
  return invalid_argument(fmt::format("\"{}\" must be {}, it is {}", path, expected, kind_of(value)));
}

Error unknown_field(const std::string& path, std::string_view name,
                    const std::vector<std::string_view>& known) {
  std::string message = fmt::format("unknown field \"{}\"", join_path(path, name));
  if (const auto near = nearest_word(name, known); !near.empty()) {
    message += fmt::format("; did you mean \"{}\"?", near);
  } else {
    message += fmt::format("; known are {}", fmt::join(known, ", "));
  }
  return invalid_argument(std::move(message));
}

std::string join_path(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
}

}  // namespace mailstop::api::v1
