// What a line of a session means, for someone who has never seen SMTP. Pure: the text of a RecordEntry in,
// one or two plain sentences out.
#pragma once
#include <string>
#include <string_view>

#include "protocol/smtp/session_record.hpp"

namespace mailstop::smtp {

std::string note_for(Direction direction, std::string_view text);
inline std::string note_for(const RecordEntry& entry) {
  return note_for(entry.direction, entry.text);
}

// What a command does; "" for a word that is none. Case does not matter.
std::string_view command_note(std::string_view verb);

// What an extension adds; "" for a keyword of EHLO that is not known.
std::string_view extension_note(std::string_view keyword);

}  // namespace mailstop::smtp
