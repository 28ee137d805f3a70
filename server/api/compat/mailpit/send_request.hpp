// The body of POST /api/v1/send, as a message to store. Its errors have Mailpit's texts.
#pragma once
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "mailroom/mailroom.hpp"

namespace mailstop::api::compat::mailpit {

Result<mailroom::Arrival> parse_send_request(std::string_view body, Timestamp now);

}  // namespace mailstop::api::compat::mailpit
