// A stored message as MailHog shows it: with what a server would have added, which the stored bytes lack.
#pragma once
#include <string>
#include <string_view>

#include "api/compat/mailhog/content.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat::mailhog {

struct Message {
  store::StoredMessage stored;
  std::string raw;  // as the client sent it
};

Task<Result<Message>> load_message(mailroom::Mailroom& mailroom, std::string id);

// "01h5...@mailhog.example": MailHog's ids end in the host's name. Both forms are understood in requests.
std::string to_mailhog_id(std::string_view id, std::string_view hostname);
std::string from_mailhog_id(std::string_view id);

// The message without its last line break, which MailHog takes for the end of DATA.
std::string_view data_of(const Message& message);

// Return-Path, Received and, where it is missing, Message-ID.
HeaderMap added_headers(const Message& message, const Content& content, std::string_view hostname);

std::string message_json(const Message& message, std::string_view hostname);
// The same of a message that is looked up first.
Task<Result<std::string>> load_message_json(mailroom::Mailroom& mailroom, std::string id,
                                            std::string hostname);

// For a person to read, lines parted by line feeds: what /api/v1/events sends.
std::string pretty_message_json(const Message& message, std::string_view hostname);

// The bytes of the message with the added headers in front.
std::string download_of(const Message& message, std::string_view hostname);

}  // namespace mailstop::api::compat::mailhog
