// A message described by its fields, for POST /v1/messages and `mailstop send`, and its RFC 5322 bytes.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "mail/address.hpp"

namespace mailstop::mail {

struct ComposedAttachment {
  std::string filename;
  std::string content_type;  // "" is guessed from the file name, else application/octet-stream
  std::string content_id;    // not empty: inline, to be named by cid: in the HTML
  std::string content;       // decoded bytes
};

struct Composition {
  std::vector<Address> from, to, cc, bcc, reply_to;
  std::string subject;
  std::string text;
  std::string html;
  std::vector<std::pair<std::string, std::string>> headers;  // extra ones, in order
  std::vector<ComposedAttachment> attachments;
};

// "a@b.test", "Alice <a@b.test>", "\"Doe, J\" <j@b.test>, b@b.test"; the error names what cannot be read.
Result<std::vector<Address>> parse_address_list(std::string_view text);

// CRLF line ends, Date and Message-ID added when `headers` has none. Bcc is not written: it belongs to the
// envelope. Errors: a header name or value that would break the message; an extra header that a field of its
// own sets.
Result<std::string> compose_message(const Composition& composition, Timestamp now);

}  // namespace mailstop::mail
