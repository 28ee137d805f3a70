// The header fields that Mailpit adds to a message when it comes in, which its clients expect to see. Here
// they are part of the view only: the stored bytes are those that were sent.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "mail/address.hpp"
#include "store/message_store.hpp"

namespace mailstop::api::compat::mailpit {

// Return-Path; Received, when the message came by SMTP; Message-ID and Bcc when the message lacks them. Each
// line ends with CRLF.
std::string added_header(const store::StoredMessage& message);

// Bytes of the message with it.
std::uint64_t shown_size(const store::StoredMessage& message);

// As the message has it, or as it is added.
std::string message_id_of(const store::StoredMessage& message);

// Those of the header, then the recipients that no header names.
std::vector<mail::Address> bcc_of(const store::StoredMessage& message);

}  // namespace mailstop::api::compat::mailpit
