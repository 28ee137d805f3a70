#include "listeners/password_hash.hpp"

#include <crypt.h>

#include <memory>

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "listeners/apr1.hpp"

namespace mailstop::listeners {
namespace {

constexpr std::size_t sha1_size = 20;
constexpr std::string_view apr1_prefix = "$apr1$";

// "" when the setting is not one that crypt(3) can use.
std::string crypt_with(const std::string& password, const std::string& setting) {
  const auto memory =
      std::make_unique<crypt_data>();  // 32 KiB, too much for the stack of a coroutine's thread
  const char* const hash = ::crypt_r(password.c_str(), setting.c_str(), memory.get());
  return hash && hash[0] == '$' ? std::string(hash) : std::string();
}

}  // namespace

Result<PasswordHash> PasswordHash::parse(std::string_view text) {
  constexpr std::string_view plain = "{PLAIN}", sha = "{SHA}", ssha = "{SSHA}";
  if (text.empty()) return invalid_argument("there is no password");
  if (text.starts_with(plain)) return PasswordHash(Scheme::plain, std::string(text.substr(plain.size())));
  if (text.starts_with(sha)) return parse_sha1(text.substr(sha.size()), false);
  if (text.starts_with(ssha)) return parse_sha1(text.substr(ssha.size()), true);
  if (text.front() == '{')
    return invalid_argument(
        "this kind of hash is not known; there are {SHA}, {SSHA}, {PLAIN}, $apr1$, $2y$, $5$, $6$");
  if (text.starts_with(apr1_prefix)) return parse_apr1(text);
  if (text.front() == '$') return parse_crypt(text);
  return PasswordHash(Scheme::plain, std::string(text));
}

Result<PasswordHash> PasswordHash::parse_crypt(std::string_view text) {
  const std::string setting(text);
  const int verdict = ::crypt_checksalt(setting.c_str());
  const bool is_usable = verdict == CRYPT_SALT_OK || verdict == CRYPT_SALT_METHOD_LEGACY;
  // The setting alone, without the hash behind it, is usable as well.
  const bool is_bcrypt = text.starts_with("$2");
  const bool has_hash = is_bcrypt ? text.size() == 60 : text.size() - text.rfind('$') > 22;
  if (!is_usable || !has_hash)
    return invalid_argument(
        "this hash cannot be read; write a password that begins with $ or { behind {PLAIN}");
  return PasswordHash(Scheme::crypt, setting);
}

Result<PasswordHash> PasswordHash::parse_apr1(std::string_view text) {
  const auto salt_end = text.find('$', apr1_prefix.size());
  if (salt_end == std::string_view::npos || text.size() - salt_end - 1 != apr1_length)
    return invalid_argument("this $apr1$ hash is cut off");
  auto salt = std::string(text.substr(apr1_prefix.size(), salt_end - apr1_prefix.size()));
  return PasswordHash(Scheme::apr1, std::string(text.substr(salt_end + 1)), std::move(salt));
}

// OpenLDAP: the digest, and behind it the salt if there is one.
Result<PasswordHash> PasswordHash::parse_sha1(std::string_view base64, bool is_salted) {
  const auto bytes = parse_base64(base64);
  const bool has_salt = bytes && bytes->size() > sha1_size;
  if (!bytes || bytes->size() < sha1_size || has_salt != is_salted)
    return invalid_argument("this SHA-1 hash is no base64 of the right length");
  return PasswordHash(Scheme::sha1, bytes->substr(0, sha1_size), bytes->substr(sha1_size));
}

bool PasswordHash::fits(const std::string& password) const {
  switch (scheme_) {
    case Scheme::plain:
      return equals_in_constant_time(password, value_);
    case Scheme::sha1:
      return equals_in_constant_time(digest(Hash::sha1, password + salt_), value_);
    case Scheme::apr1:
      return equals_in_constant_time(apr1(password, salt_), value_);
    case Scheme::crypt:
      break;
  }
  // crypt(3) would not see what is behind a NUL.
  return password.find('\0') == std::string::npos &&
         equals_in_constant_time(crypt_with(password, value_), value_);
}

std::optional<std::string> PasswordHash::plain() const {
  return scheme_ == Scheme::plain ? std::optional(value_) : std::nullopt;
}

}  // namespace mailstop::listeners
