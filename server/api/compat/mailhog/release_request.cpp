#include "api/compat/mailhog/release_request.hpp"

#include <fmt/format.h>

#include "api/compat/json_fields.hpp"
#include "base/text.hpp"

namespace mailstop::api::compat::mailhog {
namespace {

Result<void> check_server(const std::string& name) {
  if (name.empty()) return {};
  return invalid_argument(fmt::format("no server is known by the name \"{}\"", escape_controls(name)));
}

Result<void> check_login(const std::string& user, const std::string& mechanism) {
  if (user.empty() || mechanism == "PLAIN" || mechanism == "CRAMMD5") return {};
  return invalid_argument("the mechanism is none of PLAIN, CRAMMD5");
}

}  // namespace

Result<void> check_release(std::string_view body) {
  Json fields;
  if (auto parsed = parse_fields(body, fields); !parsed) return parsed;
  bool saves = false;
  if (auto read = read_field(fields, "Save", saves); !read) return read;
  std::string server, user, mechanism, text;
  const std::pair<std::string_view, std::string*> texts[] = {
      {"Name", &server}, {"Username", &user}, {"Mechanism", &mechanism}, {"Email", &text},
      {"Host", &text},   {"Port", &text},     {"Password", &text}};
  for (const auto& [name, value] : texts) {
    if (auto read = read_field(fields, name, *value); !read) return read;
  }
  if (auto known = check_server(server); !known) return known;
  return check_login(user, mechanism);
}

}  // namespace mailstop::api::compat::mailhog
