// A message as programs hand it to sendmail, made ready to be sent: what sendmail adds is added, and nothing
// else. Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace mailstop::mail {

// The values of fields that are added when the message has none.
struct SubmissionDefaults {
  std::string from;
  std::string date;
  std::string message_id;
};

enum class RecipientSource { arguments, header };

struct SubmittedMessage {
  std::string message;
  // Of To, Cc and Bcc when the header is their source; a name may lack its @.
  std::vector<std::string> recipients;
  std::vector<std::string> unreadable;  // what stands there and is no address
};

// `input` has CRLF line ends. With the header as the source of recipients, Bcc is removed. A first line of
// mbox ("From ") is dropped.
SubmittedMessage prepare_submission(std::string_view input, RecipientSource source,
                                    const SubmissionDefaults& defaults);

// "Jane Doe" as a display name of a header: quoted, or as an encoded word (RFC 2047) when it is not ASCII.
std::string to_display_name(std::string_view name);

// RFC 5322 section 3.3, in the time zone of this process: "Sat, 21 Nov 2026 22:32:25 +0100"
std::string to_header_date(long seconds_since_epoch);

}  // namespace mailstop::mail
