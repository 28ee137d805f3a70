#include "app/commands/terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <utility>

#include "app/environment.hpp"
#include "base/text.hpp"

namespace mailstop::app {

bool is_terminal(std::FILE* stream) {
  return ::isatty(::fileno(stream)) == 1;
}

Colour colour_of(std::FILE* stream) {
  const auto refusal = process_environment("NO_COLOR");
  const bool is_refused = refusal && !refusal->empty();
  return is_terminal(stream) && !is_refused && process_environment("TERM") != "dumb" ? Colour::on
                                                                                     : Colour::off;
}

std::optional<std::size_t> terminal_width() {
  winsize size{};
  if (!is_terminal(stdout) || ::ioctl(::fileno(stdout), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return std::nullopt;
  return size.ws_col;
}

std::string safe_line(std::string_view text) {
  return escape_controls(to_valid_utf8(std::string(text)));
}

std::string safe_text(std::string_view text) {
  std::string safe;
  bool is_first = true;
  for (auto line : split(text, '\n')) {
    if (!std::exchange(is_first, false)) safe += '\n';
    if (line.ends_with('\r')) line.remove_suffix(1);
    bool is_first_piece = true;
    for (const auto piece : split(line, '\t')) {
      if (!std::exchange(is_first_piece, false)) safe += '\t';
      safe += safe_line(piece);
    }
  }
  return safe;
}

std::string safe_json(std::string_view json) {
  std::string safe;
  safe.reserve(json.size());
  for (std::size_t i = 0; i < json.size(); ++i) {
    const auto byte = static_cast<unsigned char>(json[i]);
    const auto next = i + 1 < json.size() ? static_cast<unsigned char>(json[i + 1]) : 0xFF;
    if (byte == 0x7F) {
      safe += "\\u007f";
    } else if (byte == 0xC2 && next < 0xA0) {
      safe += fmt::format("\\u{:04x}", next);
      ++i;
    } else {
      safe += json[i];
    }
  }
  return safe;
}

void print_bytes(std::string_view bytes) {
  const auto text = is_terminal(stdout) ? safe_text(bytes) + '\n' : std::string();
  const auto shown = text.empty() ? bytes : std::string_view(text);
  std::fwrite(shown.data(), 1, shown.size(), stdout);
}

}  // namespace mailstop::app
