// One node of the MIME tree (RFC 2045), with where its bytes are, so that it can be read without parsing
// again.
#pragma once
#include <cstddef>
#include <string>

namespace mailstop::mail {

enum class Disposition { none, inline_, attachment };

// What a part is to the reader of the message.
enum class PartRole {
  container,   // not shown by itself: multipart/*, and all that is inside an attached message
  text_body,   // shown as text
  html_body,   // shown as HTML
  attachment,  // offered as a file; an attached message (message/rfc822) is one, too
  inline_,     // belongs to the HTML body (an image with a Content-ID)
};

struct Part {
  std::string part_id;       // "0" is the root, "1", "2" its children, "1.2" theirs
  std::string content_type;  // lower case, "type/subtype", "text/plain" when missing
  std::string charset;       // as declared, lower case; "" when not declared
  std::string encoding;      // Content-Transfer-Encoding, lower case; "" is 7bit
  std::string filename;      // decoded (RFC 2231, RFC 2047, raw UTF-8), never a path; "" when there is none
  std::string content_id;    // without angle brackets
  Disposition disposition = Disposition::none;
  PartRole role = PartRole::container;
  std::size_t header_offset = 0;  // where the part's header block begins in the raw message
  std::size_t offset = 0;         // where its body begins in the raw message
  std::size_t length = 0;         // bytes of its encoded body
  std::size_t size = 0;           // bytes of its decoded body
  std::string sha256;  // of the decoded body of a file, lower-case hex; "" for bodies and containers

  bool operator==(const Part&) const = default;
};

inline bool is_file(const Part& part) {
  return part.role == PartRole::attachment || part.role == PartRole::inline_;
}

}  // namespace mailstop::mail
