#include "mail/address_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "mail/address_split.hpp"
#include "mail/composition.hpp"
#include "mail/encoded_words.hpp"
#include "mail/gmime.hpp"
#include "mail/header_text.hpp"

namespace mailstop::mail {
namespace {

constexpr std::size_t longest_piece = 4096;
constexpr std::ptrdiff_t most_colons = 20;

std::string text_of(const char* text) {
  return text ? to_single_line(text) : std::string();
}

// GMime shows xn-- domains in Unicode; here an address is shown as it was sent.
std::string addr_spec(InternetAddressMailbox* mailbox, std::string_view field) {
  const char* const encoded = internet_address_mailbox_get_idn_addr(mailbox);
  const bool was_encoded = encoded && field.find("xn--") != std::string_view::npos &&
                           field.find(encoded) != std::string_view::npos;
  return text_of(was_encoded ? encoded : internet_address_mailbox_get_addr(mailbox));
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Letters, digits and the marks between them: what nothing of RFC 5322's grammar has a meaning for.
bool is_simple(std::string_view text, std::string_view marks) {
  return !text.empty() && is_letter_or_digit(text.front()) && is_letter_or_digit(text.back()) &&
         std::all_of(text.begin(), text.end(), [marks](char c) {
           return is_letter_or_digit(c) || marks.find(c) != std::string_view::npos;
         });
}

// "alice@example.com" and "Alice Example <alice@example.com>", which most fields are; GMime needs ten times
// as long. tests/unit/mail/gmime_agreement_test.cpp shows that it reads them the same.
std::optional<Address> read_simple(std::string_view text) {
  std::string_view name;
  text = trim(text);
  if (text.ends_with('>')) {
    const auto open = text.find('<');
    if (open == std::string_view::npos) return std::nullopt;
    name = trim(text.substr(0, open));
    if (!name.empty() && (!is_simple(name, " ") || name.find("  ") != std::string_view::npos))
      return std::nullopt;
    text = text.substr(open + 1, text.size() - open - 2);
  }
  const auto at = std::min(text.find('@'), text.size());
  const bool is_idn = text.find("xn--") != std::string_view::npos;
  if (is_idn || !is_simple(text.substr(0, at), "_-+") ||
      !is_simple(text.substr(std::min(at + 1, text.size())), ".-")) {
    return std::nullopt;
  }
  return Address{std::string(name), std::string(text)};
}

// A piece that GMime may look at: it takes a colon for a group, and recurses.
bool is_reasonable(std::string_view piece) {
  return piece.size() <= longest_piece && std::count(piece.begin(), piece.end(), ':') <= most_colons;
}

// Appends the mailboxes of a piece that holds no group. False when there is none in it.
bool append_mailboxes(const std::string& piece, std::vector<Address>& addresses) {
  if (!is_reasonable(piece)) return false;
  const ObjectPtr<InternetAddressList> list(internet_address_list_parse(lenient_options(), piece.c_str()));
  const std::size_t before = addresses.size();
  const int length = list ? internet_address_list_length(list.get()) : 0;
  for (int i = 0; i < length; ++i) {
    InternetAddress* const entry = internet_address_list_get_address(list.get(), i);
    if (!INTERNET_ADDRESS_IS_MAILBOX(entry)) continue;
    addresses.push_back(
        {text_of(internet_address_get_name(entry)), addr_spec(INTERNET_ADDRESS_MAILBOX(entry), piece)});
  }
  return addresses.size() > before;
}

std::string unquoted(std::string text) {
  if (text.size() >= 2 && text.starts_with('"') && text.ends_with('"'))
    return text.substr(1, text.size() - 2);
  return text;
}

void append(const AddressPiece& piece, std::vector<Address>& addresses, Defects& defects) {
  if (piece.is_empty_group) {
    addresses.push_back({unquoted(decode_header_text(piece.text)), ""});
  } else if (auto simple = read_simple(piece.text)) {
    addresses.push_back(std::move(*simple));
  } else if (!append_mailboxes(std::string(piece.text), addresses)) {
    std::string shown = decode_header_text(piece.text);
    defects.add(Defect::bad_address, fmt::format("\"{}\" is no address.", shown));
    addresses.push_back({std::move(shown), ""});
  }
}

// Where the list stops being one, in words; "" when nothing is wrong. Commas inside quotes and brackets do
// not count.
std::string find_list_error(std::string_view text) {
  char closes = 0;
  std::size_t opened = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      return fmt::format("has a control character at column {}", i + 1);
    }
    if (c == '\\' && closes == '"') {
      ++i;
    } else if (closes != 0) {
      if (c == closes) closes = 0;
    } else if (c == '"' || c == '<') {
      closes = c == '"' ? '"' : '>';
      opened = i;
    } else if (c == '>') {
      return fmt::format("has a \">\" without \"<\" at column {}", i + 1);
    }
  }
  return closes == 0 ? ""
                     : fmt::format("has no {} for the one at column {}",
                                   closes == '"' ? "closing quote" : "\">\"", opened + 1);
}

std::string find_list_error(const Address& address) {
  const auto at = address.address.rfind('@');
  const std::string shown = address.address.empty() ? address.name : address.address;
  if (at == std::string::npos) return fmt::format("\"{}\" has no \"@\"", shown);
  if (at == 0) return fmt::format("\"{}\" has nothing before the \"@\"", shown);
  if (at + 1 == address.address.size()) return fmt::format("\"{}\" has nothing after the \"@\"", shown);
  const bool is_quoted = address.address.starts_with('"');
  if (!is_quoted && address.address.find(' ') != std::string::npos)
    return fmt::format("\"{}\" holds a space", shown);
  return {};
}

}  // namespace

void read_addresses(std::string_view raw_value, std::vector<Address>& addresses, Defects& defects) {
  const std::string text = join_encoded_words(unfold(raw_value));
  for (const AddressPiece& piece : split_addresses(text)) append(piece, addresses, defects);
}

Result<std::vector<Address>> parse_address_list(std::string_view text) {
  if (trim(text).empty()) return invalid_argument("The address list is empty.");
  if (!is_valid_utf8(text)) return invalid_argument("The address list is not valid UTF-8.");
  if (std::string error = find_list_error(text); !error.empty()) {
    return invalid_argument(
        fmt::format("The address list {}: {}", error, truncate_utf8(escape_controls(text), 200)));
  }
  std::vector<Address> addresses;
  Defects ignored;
  read_addresses(text, addresses, ignored);
  if (addresses.empty()) {
    return invalid_argument(fmt::format("There is no address in \"{}\".", truncate_utf8(text, 200)));
  }
  for (const Address& address : addresses) {
    if (std::string error = find_list_error(address); !error.empty()) {
      return invalid_argument(
          fmt::format("{}; an address looks like alice@example.com or Alice <alice@example.com>.", error));
    }
  }
  return addresses;
}

}  // namespace mailstop::mail
