// Digests, HMAC (RFC 2104) and PBKDF2 (RFC 8018), as SASL and password files need them. Values in, values
// out.
#pragma once
#include <string>
#include <string_view>

namespace mailstop {

enum class Hash { md5, sha1, sha256 };

std::string digest(Hash hash, std::string_view bytes);
std::string hmac(Hash hash, std::string_view key, std::string_view message);
std::string pbkdf2(Hash hash, std::string_view password, std::string_view salt, int iterations);

// Takes as long for any two texts of one length: what a secret is compared with must not tell how near it is.
bool equals_in_constant_time(std::string_view a, std::string_view b);

std::string to_hex(std::string_view bytes);  // lower case

}  // namespace mailstop
