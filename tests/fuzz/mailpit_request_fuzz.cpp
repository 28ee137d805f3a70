// Any text is a search in Mailpit's language, or too long for one; any body of its send is a message or an
// error that says why.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "api/compat/mailpit/date_text.hpp"
#include "api/compat/mailpit/search_query.hpp"
#include "api/compat/mailpit/send_request.hpp"
#include "mail/message_parser.hpp"
#include "property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace mailpit = mailstop::api::compat::mailpit;
  static const bool is_ready = (mailstop::mail::initialise_parser(), true);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto query = mailpit::parse_search(text, mailstop::TimeZone());
  mailstop::fuzz::require(query || size > 400, "a short search is a search");
  mailpit::read_date_text(text, mailstop::TimeZone());
  const auto arrival = mailpit::parse_send_request(text, mailstop::Timestamp{});
  mailstop::fuzz::require(is_ready && (arrival || !arrival.error().message.empty()),
                          "an error has a message");
  return 0;
}
