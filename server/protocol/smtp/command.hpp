// The commands whose arguments have a grammar: command line to value, or the reply that says what is wrong
// and where.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/smtp/cursor.hpp"
#include "protocol/smtp/mail_parameters.hpp"
#include "protocol/smtp/rcpt_parameters.hpp"
#include "protocol/smtp/reply.hpp"

namespace mailstop::smtp {

template <class T>
using Parsed = boost::system::result<T, Reply>;

struct MailCommand {
  std::string reverse_path;
  MailParameters parameters;
};

struct RcptCommand {
  std::string forward_path;
  RcptParameters parameters;
};

struct BdatCommand {
  std::uint64_t octets = 0;
  bool is_last = false;
};

struct AuthCommand {
  std::string_view mechanism;
  std::optional<std::string_view> initial_response;
};

// Each starts behind the verb.
Parsed<MailCommand> parse_mail(Cursor& cursor, const ExtensionSet& offered);
Parsed<RcptCommand> parse_rcpt(Cursor& cursor, const ExtensionSet& offered);
Parsed<BdatCommand> parse_bdat(Cursor& cursor);
Parsed<AuthCommand> parse_auth(Cursor& cursor);

// The first byte that no command line may hold (C0, DEL, and C1 as UTF-8), or npos.
std::size_t find_control(std::string_view line);

}  // namespace mailstop::smtp
