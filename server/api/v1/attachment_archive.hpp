// All files of a message as one ZIP archive, sent while it is made: one attachment is in memory at a time.
#pragma once
#include "http/response.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::v1 {

// `mailroom` outlives the answer.
http::BodyWriter archive_writer(mailroom::Mailroom& mailroom, store::StoredMessage message);

}  // namespace mailstop::api::v1
