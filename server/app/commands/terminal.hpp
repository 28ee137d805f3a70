// What goes to standard output. Whatever comes from a mail passes through one of these: nothing that a sender
// wrote may steer the terminal of who reads it.
#pragma once
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace mailstop::app {

bool is_terminal(std::FILE* stream);

enum class Colour { off, on };

// On for a terminal that can, unless NO_COLOR is set (no-color.org).
Colour colour_of(std::FILE* stream);

// Columns of the terminal that standard output is; nothing when it is none.
std::optional<std::size_t> terminal_width();

// One line: control characters as \xNN, broken UTF-8 as U+FFFD.
std::string safe_line(std::string_view text);

// Many: line ends and tabs stay.
std::string safe_text(std::string_view text);

// The same document with DEL and C1 control characters escaped, as JSON need not.
std::string safe_json(std::string_view json);

// To a file or a pipe as they are, to a terminal as safe_text.
void print_bytes(std::string_view bytes);

}  // namespace mailstop::app
