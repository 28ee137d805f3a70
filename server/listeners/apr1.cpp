#include "listeners/apr1.hpp"

#include <algorithm>

#include "base/digest.hpp"

namespace mailstop::listeners {
namespace {

constexpr std::size_t md5_size = 16;

std::string md5(std::string_view bytes) {
  return digest(Hash::md5, bytes);
}

std::string first_round(std::string_view password, std::string_view salt) {
  std::string text;
  text.append(password).append("$apr1$").append(salt);
  const auto inner = md5(std::string(password).append(salt).append(password));
  for (std::size_t left = password.size(); left > 0; left -= std::min(left, md5_size))
    text.append(inner, 0, std::min(left, md5_size));
  for (std::size_t bits = password.size(); bits > 0; bits >>= 1) text += bits & 1 ? '\0' : password.front();
  return md5(text);
}

std::string next_round(int number, const std::string& hash, std::string_view password,
                       std::string_view salt) {
  const bool is_odd = number % 2 != 0;
  std::string text(is_odd ? password : std::string_view(hash));
  if (number % 3 != 0) text.append(salt);
  if (number % 7 != 0) text.append(password);
  text.append(is_odd ? std::string_view(hash) : password);
  return md5(text);
}

// Three bytes at a time from places of their own, six bits a character, the lowest first.
std::string encode(const std::string& hash) {
  constexpr std::string_view digits = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  constexpr int places[][3] = {{0, 6, 12}, {1, 7, 13}, {2, 8, 14}, {3, 9, 15}, {4, 10, 5}, {-1, -1, 11}};
  std::string text;
  for (const auto& group : places) {
    unsigned bits = 0;
    for (const int place : group)
      bits = bits << 8 | (place < 0 ? 0u : static_cast<unsigned char>(hash[static_cast<std::size_t>(place)]));
    for (int count = group[0] < 0 ? 2 : 4; count > 0; --count, bits >>= 6) text += digits[bits & 63];
  }
  return text;
}

}  // namespace

std::string apr1(std::string_view password, std::string_view salt) {
  constexpr int rounds = 1000;
  auto hash = first_round(password, salt);
  for (int number = 0; number < rounds; ++number) hash = next_round(number, hash, password, salt);
  return encode(hash);
}

}  // namespace mailstop::listeners
