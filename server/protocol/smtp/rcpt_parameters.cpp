#include "protocol/smtp/rcpt_parameters.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "protocol/smtp/xtext.hpp"

namespace mailstop::smtp {
namespace {

constexpr Misfit good = std::nullopt;

// RFC 3461 section 4.1: "NEVER" / 1#( "SUCCESS" / "FAILURE" / "DELAY" )
Misfit set_notify(std::string_view value, RcptParameters& parameters) {
  if (equals_ignoring_case(value, "NEVER")) {
    parameters.notify = "NEVER";
    return good;
  }
  std::size_t offset = 0;
  for (const auto word : split(value, ',')) {
    const std::string_view known[] = {"SUCCESS", "FAILURE", "DELAY"};
    const auto is_word = [word](std::string_view name) { return equals_ignoring_case(name, word); };
    const auto* const found = std::find_if(std::begin(known), std::end(known), is_word);
    if (found == std::end(known)) return offset;
    if (parameters.notify.find(*found) != std::string::npos) return offset;
    parameters.notify.append(parameters.notify.empty() ? "" : ",").append(*found);
    offset += word.size() + 1;
  }
  return good;
}

// RFC 6533 section 3: in a "utf-8" address characters stand for themselves or as \x{20AC}.
Misfit find_address_fault(std::string_view type, std::string_view address) {
  if (equals_ignoring_case(type, "utf-8")) return is_valid_utf8(address) ? good : 0;
  const auto fault = find_xtext_fault(address);
  return fault == std::string_view::npos ? good : fault;
}

// RFC 3461 section 4.2: addr-type ";" xtext, at most 500 characters
Misfit set_original_recipient(std::string_view value, RcptParameters& parameters) {
  const auto semicolon = value.find(';');
  if (semicolon == std::string_view::npos || semicolon == 0) return 0;
  if (value.size() > 500) return 500;
  const auto type = value.substr(0, semicolon);
  const auto address = value.substr(semicolon + 1);
  if (address.empty()) return semicolon + 1;
  if (const auto fault = find_address_fault(type, address)) return semicolon + 1 + *fault;
  const bool is_utf8 = equals_ignoring_case(type, "utf-8");
  auto text = std::string(type) + ";" + (is_utf8 ? std::string(address) : decode_xtext(address));
  if (!is_valid_utf8(text) || escape_controls(text) != text) return semicolon + 1;
  parameters.original_recipient = std::move(text);
  return good;
}

constexpr ParameterRow<RcptParameters> rows[] = {
    {"NOTIFY", Extension::dsn, Takes::value, "NOTIFY=NEVER or a list of SUCCESS, FAILURE and DELAY",
     set_notify},
    {"ORCPT", Extension::dsn, Takes::value, "ORCPT=<type>;<xtext>", set_original_recipient},
};

}  // namespace

boost::system::result<RcptParameters, Reply> to_rcpt_parameters(const Cursor& cursor,
                                                                const std::vector<Parameter>& parameters,
                                                                const ExtensionSet& offered) {
  return apply_parameters<RcptParameters>("RCPT", cursor, parameters, rows, offered);
}

}  // namespace mailstop::smtp
