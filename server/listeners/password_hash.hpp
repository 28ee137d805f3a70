// A password as a file of users keeps it: in plain, or as one of the hashes that htpasswd, mkpasswd, Dovecot
// and OpenLDAP write. Immutable; any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mailstop::listeners {

class PasswordHash {
 public:
  // "$2y$...", "$5$...", "$6$..." and what else crypt(3) knows by a "$"; "$apr1$..."; "{SHA}...",
  // "{SSHA}...";
  // "{PLAIN}secret"; anything else is a password in plain.
  static Result<PasswordHash> parse(std::string_view text);

  // Takes up to a second when is_slow(): not for a network thread.
  bool fits(const std::string& password) const;
  bool is_slow() const { return scheme_ == Scheme::crypt || scheme_ == Scheme::apr1; }

  // None when only a hash is known.
  std::optional<std::string> plain() const;

 private:
  enum class Scheme { plain, crypt, apr1, sha1 };

  PasswordHash(Scheme scheme, std::string value, std::string salt = {})
      : scheme_(scheme), value_(std::move(value)), salt_(std::move(salt)) {}
  static Result<PasswordHash> parse_crypt(std::string_view text);
  static Result<PasswordHash> parse_apr1(std::string_view text);
  static Result<PasswordHash> parse_sha1(std::string_view base64, bool is_salted);

  Scheme scheme_;
  std::string value_;
  std::string salt_;
};

}  // namespace mailstop::listeners
