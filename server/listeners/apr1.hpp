// The "$apr1$" hash of Apache's htpasswd: MD5 a thousand times (APR, apr_md5_encode).
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace mailstop::listeners {

constexpr std::size_t apr1_length = 22;

// The hash alone, without "$apr1$" and the salt.
std::string apr1(std::string_view password, std::string_view salt);

}  // namespace mailstop::listeners
