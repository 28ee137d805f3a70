#include "base/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

namespace mailstop {
namespace {

const EVP_MD* find(Hash hash) {
  switch (hash) {
    case Hash::md5:
      return EVP_md5();
    case Hash::sha1:
      return EVP_sha1();
    case Hash::sha256:
      break;
  }
  return EVP_sha256();
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(what);
}

std::string make_result(Hash hash) {
  return std::string(static_cast<std::size_t>(EVP_MD_get_size(find(hash))), '\0');
}

}  // namespace

std::string digest(Hash hash, std::string_view bytes) {
  auto result = make_result(hash);
  const auto done = EVP_Digest(bytes.data(), bytes.size(), bytes_of(result), nullptr, find(hash), nullptr);
  require(done == 1, "a digest could not be computed");
  return result;
}

std::string hmac(Hash hash, std::string_view key, std::string_view message) {
  auto result = make_result(hash);
  // A null key would stand for "the key of before".
  const auto* const key_bytes = key.empty() ? "" : key.data();
  const auto* const done = HMAC(find(hash), key_bytes, static_cast<int>(key.size()), bytes_of(message),
                                message.size(), bytes_of(result), nullptr);
  require(done != nullptr, "an HMAC could not be computed");
  return result;
}

std::string pbkdf2(Hash hash, std::string_view password, std::string_view salt, int iterations) {
  auto result = make_result(hash);
  const auto done = PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), bytes_of(salt),
                                      static_cast<int>(salt.size()), iterations, find(hash),
                                      static_cast<int>(result.size()), bytes_of(result));
  require(done == 1, "a key could not be derived");
  return result;
}

bool equals_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text.push_back(digits[byte >> 4]);
    text.push_back(digits[byte & 0xF]);
  }
  return text;
}

}  // namespace mailstop
