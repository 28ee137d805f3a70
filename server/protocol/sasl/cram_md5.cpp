#include "protocol/sasl/cram_md5.hpp"

#include <fmt/format.h>

#include "base/digest.hpp"
#include "base/text.hpp"
#include "protocol/sasl/user_name.hpp"

namespace mailstop::sasl {

CramMd5::CramMd5(const Circumstances& circumstances)
    : challenge_(fmt::format("<{}@{}>", to_hex(circumstances.nonce), circumstances.host)),
      knows_passwords_(circumstances.knows_passwords) {}

std::string CramMd5::first_challenge() {
  was_challenged_ = true;
  return challenge_;
}

// RFC 2195 section 2: user SP 32 hexadecimal digits
Step CramMd5::respond(std::string response) {
  if (!was_challenged_) return Malformed{"CRAM-MD5 takes no initial response"};
  const auto space = response.rfind(' ');
  if (space == std::string::npos || response.size() - space != 33)
    return Malformed{"CRAM-MD5 wants the user, a space and 32 hexadecimal digits"};
  user_ = response.substr(0, space);
  proof_ = to_lower_ascii(std::string_view(response).substr(space + 1));
  if (const auto fault = find_user_fault(user_); !fault.empty()) return Malformed{std::string(fault)};
  if (knows_passwords_) return PasswordNeeded{user_};
  return Claim{user_, {}, {}};
}

Step CramMd5::take_password(std::optional<std::string> password) {
  const auto expected = to_hex(hmac(Hash::md5, password.value_or(""), challenge_));
  if (!password || !equals_in_constant_time(expected, proof_)) return Disproven{};
  return Proven{user_, {}};
}

}  // namespace mailstop::sasl
