// What the API says of one message, for a person to read. Everything of it is safe to print.
#pragma once
#include <string>

#include "app/commands/remote_server.hpp"

namespace mailstop::app {

std::string message_text(const Json& message);
std::string headers_text(const Json& headers);
std::string session_text(const Json& session);

}  // namespace mailstop::app
