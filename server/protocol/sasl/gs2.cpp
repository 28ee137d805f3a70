#include "protocol/sasl/gs2.hpp"

namespace mailstop::sasl {

std::optional<Gs2Header> parse_gs2_header(std::string_view message) {
  const auto first = message.find(',');
  const auto second = first == std::string_view::npos ? first : message.find(',', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto flag = message.substr(0, first);
  const auto name = message.substr(first + 1, second - first - 1);
  Gs2Header header;
  header.text = message.substr(0, second + 1);
  if (flag.starts_with("p=") && flag.size() > 2) {
    header.binding = Gs2Binding::used;
    header.binding_name = flag.substr(2);
  } else if (flag == "y") {
    header.binding = Gs2Binding::not_seen;
  } else if (flag != "n") {
    return std::nullopt;
  }
  if (name.empty()) return header;
  const auto decoded = name.starts_with("a=") ? parse_saslname(name.substr(2)) : std::nullopt;
  if (!decoded) return std::nullopt;
  header.authorization_id = *decoded;
  return header;
}

std::optional<std::string> parse_saslname(std::string_view text) {
  std::string name;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ',') return std::nullopt;
    if (text[i] != '=') {
      name.push_back(text[i]);
      continue;
    }
    const auto code = text.substr(i, 3);
    if (code != "=2C" && code != "=3D") return std::nullopt;
    name.push_back(code == "=2C" ? ',' : '=');
    i += 2;
  }
  return name;
}

}  // namespace mailstop::sasl
