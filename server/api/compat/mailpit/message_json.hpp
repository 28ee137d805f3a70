// The JSON shapes of Mailpit's messages: exactly its keys, in its order.
#pragma once
#include <string>

#include "api/compat/mailpit/opened_mail.hpp"
#include "api/v1/json_writer.hpp"
#include "store/message_store.hpp"

namespace mailstop::api::compat::mailpit {

void write_summary(v1::JsonWriter& json, const store::StoredMessage& message);
std::string message_json(const OpenedMail& mail);
// {"Header-Name":["value",...]}: of the raw view, names in their usual case and sorted, values not decoded.
std::string headers_json(const OpenedMail& mail);

std::vector<std::string> sorted_tags(std::vector<std::string> tags);

// RFC 3339 with as many digits of the second as it needs.
std::string go_time(Timestamp time, std::chrono::minutes offset = {});

// "content-type" -> "Content-Type"
std::string canonical_name(std::string_view name);

}  // namespace mailstop::api::compat::mailpit
