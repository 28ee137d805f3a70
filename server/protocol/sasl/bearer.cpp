#include "protocol/sasl/bearer.hpp"

#include "base/text.hpp"
#include "protocol/sasl/gs2.hpp"
#include "protocol/sasl/user_name.hpp"

namespace mailstop::sasl {
namespace {

constexpr char separator = '\x01';
constexpr std::string_view scheme = "Bearer ";

// The value of "key=value", one of the fields between the separators.
std::optional<std::string_view> find_field(std::string_view message, std::string_view key) {
  for (const auto field : split(message, separator)) {
    if (field.starts_with(key) && field.substr(key.size()).starts_with('='))
      return field.substr(key.size() + 1);
  }
  return std::nullopt;
}

Step to_claim(std::string user, std::string_view message, std::string_view form) {
  const auto token = find_field(message, "auth");
  if (!message.ends_with("\x01\x01") || !token || !starts_with_ignoring_case(*token, scheme))
    return Malformed{std::string(form)};
  if (const auto fault = find_user_fault(user); !fault.empty()) return Malformed{std::string(fault)};
  return Claim{std::move(user), std::string(token->substr(scheme.size())), {}};
}

}  // namespace

Step Bearer::respond(std::string response) {
  if (is_rejected_) return Disproven{};
  return read(response);
}

// RFC 7628 section 3.2.2
std::optional<Challenge> Bearer::rejected() {
  is_rejected_ = true;
  return Challenge{R"({"status":"401","schemes":"bearer","scope":""})"};
}

// "user=" user SOH "auth=Bearer " token SOH SOH
Step XOAuth2::read(std::string_view message) const {
  const auto user = find_field(message, "user");
  return to_claim(std::string(user.value_or("")), message,
                  "XOAUTH2 wants user=<user> ^A auth=Bearer <token> ^A ^A");
}

// RFC 7628 section 3.1: gs2-header SOH *( key "=" value SOH ) SOH; the user is in the header.
Step OAuthBearer::read(std::string_view message) const {
  const auto header = parse_gs2_header(message);
  if (!header || header->binding != Gs2Binding::not_supported)
    return Malformed{"OAUTHBEARER wants n,a=<user>, ^A auth=Bearer <token> ^A ^A"};
  return to_claim(header->authorization_id, message.substr(header->text.size()),
                  "OAUTHBEARER wants n,a=<user>, ^A auth=Bearer <token> ^A ^A");
}

}  // namespace mailstop::sasl
