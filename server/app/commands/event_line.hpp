// An event as one line, for `mailstop tail`. Everything of it is safe to print.
#pragma once
#include <cstddef>
#include <optional>
#include <string>

#include "app/commands/remote_server.hpp"
#include "app/commands/terminal.hpp"

namespace mailstop::app {

// With its line end; "" for an event that a person who watches mail arrive need not see: what is changed or
// deleted, and sessions that went well.
std::string event_line(const Json& event, Colour colour, std::optional<std::size_t> width);

}  // namespace mailstop::app
