// The JSON shapes of messages, as schema/openapi.yaml fixes them: Summary, Message, MessageList, Header.
#pragma once
#include <string>
#include <vector>

#include "api/v1/json_writer.hpp"
#include "mail/message_summary.hpp"
#include "mailroom/mailroom.hpp"
#include "store/message_store.hpp"

namespace mailstop::api::v1 {

void write_summary(JsonWriter& json, const mail::MessageSummary& summary);

void write_message(JsonWriter& json, const mailroom::OpenedMessage& opened);

std::string summary_json(const mail::MessageSummary& summary);
std::string message_json(const mailroom::OpenedMessage& opened);
std::string list_json(const store::Page& page);
std::string headers_json(const std::vector<mail::Header>& headers);

// Recipients of the envelope that no header names: the real Bcc.
std::vector<std::string> hidden_recipients(const store::StoredMessage& message);

}  // namespace mailstop::api::v1
