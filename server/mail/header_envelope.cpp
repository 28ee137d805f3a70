#include "mail/header_envelope.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "mail/address_list.hpp"
#include "mail/boundaries.hpp"
#include "mail/header_block.hpp"

namespace mailstop::mail {
namespace {

constexpr std::size_t most_fields = 2'000;

// Enough of a message to read its header, whatever its size.
std::string_view header_of(std::string_view raw) {
  const auto end = std::min(raw.find("\r\n\r\n"), raw.find("\n\n"));
  return raw.substr(0, end == std::string_view::npos ? end : end + 2);
}

bool is_mailbox(std::string_view address) {
  return address.find('@') != address.npos && address.find_first_of("<>") == address.npos &&
         escape_controls(address) == address;
}

std::vector<std::string> mailboxes_of(const RawField& field) {
  std::vector<Address> addresses;
  Defects ignored;
  read_addresses(field.value, addresses, ignored);
  std::vector<std::string> mailboxes;
  for (auto& address : addresses) {
    if (is_mailbox(address.address)) mailboxes.push_back(std::move(address.address));
  }
  return mailboxes;
}

}  // namespace

HeaderEnvelope read_header_envelope(std::string_view raw) {
  const auto header = header_of(raw);
  Defects ignored;
  const auto block = read_header_block(header, 0, Boundaries(header), most_fields, ignored);
  std::optional<std::string> return_path, author;
  HeaderEnvelope envelope;
  for (const auto& field : block.fields) {
    const auto is = [&field](std::string_view name) { return equals_ignoring_case(field.name, name); };
    if (is("Return-Path") && !return_path) {
      auto mailboxes = mailboxes_of(field);
      return_path = mailboxes.empty() ? std::string() : std::move(mailboxes.front());
    } else if (is("From") && !author) {
      if (auto mailboxes = mailboxes_of(field); !mailboxes.empty()) author = std::move(mailboxes.front());
    } else if (is("To") || is("Cc") || is("Bcc")) {
      for (auto& mailbox : mailboxes_of(field)) {
        auto& known = envelope.recipients;
        if (std::find(known.begin(), known.end(), mailbox) == known.end())
          known.push_back(std::move(mailbox));
      }
    }
  }
  envelope.sender = return_path ? std::move(*return_path) : std::move(author).value_or("");
  return envelope;
}

}  // namespace mailstop::mail
