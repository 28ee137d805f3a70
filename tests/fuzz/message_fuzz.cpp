// Any bytes parse, stay inside their bounds, and give the same bodies from the part table as from the parse.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/text.hpp"
#include "mail/message_parser.hpp"
#include "property.hpp"

using mailstop::fuzz::require;
namespace mail = mailstop::mail;

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  mail::initialise_parser();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view raw(reinterpret_cast<const char*>(data), size);
  const auto message = mail::parse_message(raw);
  require(message.parts.size() <= 2000, "at most 2,000 parts");
  for (const auto& part : message.parts) {
    require(part.header_offset <= part.offset, "a part's header stands before its body");
    require(part.offset + part.length <= raw.size(), "a part lies inside the message");
    mail::decode_part(raw, part);
  }
  require(mail::text_body(raw, message.parts) == message.text,
          "the text body reads the same from the part table");
  require(mail::html_body(raw, message.parts) == message.html,
          "the HTML body reads the same from the part table");
  require(mail::parse_headers(raw).size() <= 2000, "at most 2,000 headers");
  return 0;
}
