// MailCatcher's JSON: a message as a row of its table, and all that is known of it.
#pragma once
#include <string>

#include "api/compat/mailcatcher/message_numbers.hpp"
#include "store/message_store.hpp"

namespace mailstop::api::compat::mailcatcher {

std::string row_json(Number number, const mail::MessageSummary& message);

// The row with the type of the content: what an event tells.
std::string added_json(Number number, const store::StoredMessage& message);
std::string removed_json(Number number);
std::string cleared_json();
std::string quit_json();

std::string message_json(Number number, const store::StoredMessage& message);

// The part that is shown as HTML or as plain text; nullptr when there is none.
const mail::Part* html_part(const store::StoredMessage& message);
const mail::Part* plain_part(const store::StoredMessage& message);

// Of a part without one it is made up, always the same.
std::string content_id_of(const store::StoredMessage& message, const mail::Part& part);

bool is_attachment(const mail::Part& part);

}  // namespace mailstop::api::compat::mailcatcher
