#include "protocol/sasl/scram.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/base64.hpp"
#include "base/text.hpp"
#include "protocol/sasl/user_name.hpp"

namespace mailstop::sasl {
namespace {

constexpr int iterations = 4096;  // RFC 7677 section 4: at least
constexpr std::size_t salt_bytes = 16;

std::string exclusive_or(std::string a, std::string_view b) {
  std::transform(a.begin(), a.end(), b.begin(), a.begin(),
                 [](char x, char y) { return static_cast<char>(x ^ y); });
  return a;
}

// "x=value" at the place where the RFC has it.
std::optional<std::string_view> value_of(std::string_view attribute, std::string_view key) {
  if (!attribute.starts_with(key)) return std::nullopt;
  return attribute.substr(key.size());
}

// RFC 5802 section 5.1: printable ASCII without a comma
bool is_nonce(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

}  // namespace

Scram::Scram(Hash hash, ScramBinding binding, const Circumstances& circumstances)
    : hash_(hash),
      binding_(binding),
      bindings_(circumstances.bindings),
      server_nonce_(to_base64(circumstances.nonce)) {}

std::string_view Scram::name() const {
  const bool is_plus = binding_ == ScramBinding::required;
  if (hash_ == Hash::sha1) return is_plus ? "SCRAM-SHA-1-PLUS" : "SCRAM-SHA-1";
  return is_plus ? "SCRAM-SHA-256-PLUS" : "SCRAM-SHA-256";
}

Step Scram::respond(std::string response) {
  switch (place_) {
    case Place::first:
      return read_first(response);
    case Place::final:
      return read_final(response);
    case Place::done:
      return Proven{user_, header_.authorization_id};
    case Place::password:
      break;
  }
  return Malformed{"nothing was asked"};
}

// RFC 5802 section 7: gs2-header "n=" saslname ",r=" nonce ["," extensions]
Step Scram::read_first(std::string_view message) {
  auto header = parse_gs2_header(message);
  if (!header) return Malformed{"SCRAM wants n,,n=<user>,r=<nonce>"};
  header_ = std::move(*header);
  if (auto fault = check_header()) return std::move(*fault);
  first_bare_ = message.substr(header_.text.size());
  const auto attributes = split(first_bare_, ',');
  const auto user = value_of(attributes[0], "n=");
  const auto nonce = attributes.size() > 1 ? value_of(attributes[1], "r=") : std::nullopt;
  if (!user || !nonce || !is_nonce(*nonce)) return Malformed{"SCRAM wants n,,n=<user>,r=<nonce>"};
  user_ = parse_saslname(*user).value_or("");
  if (const auto fault = find_user_fault(user_); !fault.empty()) return Malformed{std::string(fault)};
  nonce_ = std::string(*nonce) + server_nonce_;
  place_ = Place::password;
  return PasswordNeeded{user_};
}

// RFC 5802 section 6: "y" to a server that does offer a -PLUS form means that someone has hidden it.
std::optional<Malformed> Scram::check_header() const {
  if (binding_ == ScramBinding::none) {
    if (header_.binding == Gs2Binding::used)
      return Malformed{"channel binding needs a mechanism that ends in -PLUS"};
    if (header_.binding == Gs2Binding::not_seen && has_bindings())
      return Malformed{"the client did not see the -PLUS mechanisms that are offered"};
    return std::nullopt;
  }
  if (header_.binding != Gs2Binding::used)
    return Malformed{"a mechanism that ends in -PLUS needs channel binding"};
  if (channel_binding().empty()) return Malformed{"this kind of channel binding is not here"};
  return std::nullopt;
}

std::string Scram::channel_binding() const {
  if (header_.binding_name == "tls-exporter") return bindings_.exporter;
  return header_.binding_name == "tls-unique" ? bindings_.unique : "";
}

// A user that is not known gets a salt and a refusal like one whose password is wrong.
Step Scram::take_password(std::optional<std::string> password) {
  is_known_ = password.has_value();
  const auto salt = hmac(Hash::sha256, server_nonce_, "salt for " + user_).substr(0, salt_bytes);
  salted_password_ = pbkdf2(hash_, password.value_or(server_nonce_), salt, iterations);
  server_first_ = fmt::format("r={},s={},i={}", nonce_, to_base64(salt), iterations);
  place_ = Place::final;
  return Challenge{server_first_};
}

// RFC 5802 sections 3 and 7: "c=" base64 ",r=" nonce ["," extensions] ",p=" base64
Step Scram::read_final(std::string_view message) {
  const auto proof_at = message.rfind(",p=");
  if (proof_at == std::string_view::npos) return Malformed{"SCRAM wants c=<binding>,r=<nonce>,p=<proof>"};
  const auto without_proof = message.substr(0, proof_at);
  const auto proof = parse_base64(message.substr(proof_at + 3));
  const auto attributes = split(without_proof, ',');
  const auto binding = value_of(attributes[0], "c=");
  const auto nonce = attributes.size() > 1 ? value_of(attributes[1], "r=") : std::nullopt;
  if (!proof || !binding || !nonce) return Malformed{"SCRAM wants c=<binding>,r=<nonce>,p=<proof>"};
  const auto client_key = hmac(hash_, salted_password_, "Client Key");
  const auto stored_key = digest(hash_, client_key);
  const auto signed_text = fmt::format("{},{},{}", first_bare_, server_first_, without_proof);
  const auto expected = exclusive_or(client_key, hmac(hash_, stored_key, signed_text));
  const bool is_good = equals_in_constant_time(*proof, expected) && *nonce == nonce_ &&
                       *binding == to_base64(header_.text + channel_binding());
  if (!is_good || !is_known_) return Disproven{};
  place_ = Place::done;
  const auto server_key = hmac(hash_, salted_password_, "Server Key");
  return Challenge{"v=" + to_base64(hmac(hash_, server_key, signed_text))};
}

}  // namespace mailstop::sasl
