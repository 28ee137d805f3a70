// What the session knows of each command: one row says when it is allowed, how long it may be and who handles
// it.
#pragma once
#include <cstddef>
#include <string_view>

#include "protocol/smtp/session.hpp"

namespace mailstop::smtp {

enum StateMask : unsigned { in_connected = 1, in_ready = 2, in_transaction = 4 };
constexpr unsigned in_any = in_connected | in_ready | in_transaction;

enum class Argument { none, optional, required };
enum class Access {
  always,
  open,           // 530 first where TLS is required
  authenticated,  // 530 first where TLS or AUTH is required
};

struct Session::CommandRow {
  std::string_view verb;
  unsigned states;
  Argument argument;
  Access access;
  std::size_t extra_octets;  // what extensions add to the longest command line
  std::string_view syntax;
  void (Session::*handle)(Cursor arguments);
};

// RFC 4954 section 4: an AUTH command or response may have 12288 octets.
constexpr std::size_t sasl_line_octets = 12288;

}  // namespace mailstop::smtp
