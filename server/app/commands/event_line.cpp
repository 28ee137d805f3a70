#include "app/commands/event_line.hpp"

#include <fmt/format.h>

#include "app/commands/message_line.hpp"
#include "app/commands/terminal.hpp"
#include "base/display_width.hpp"

namespace mailstop::app {
namespace {

constexpr std::size_t address_width = 26;

class Paint {
 public:
  explicit Paint(Colour colour) : colour_(colour) {}
  std::string dim(const std::string& text) const { return with("2", text); }
  std::string bold(const std::string& text) const { return with("1", text); }
  std::string red(const std::string& text) const { return with("31", text); }

 private:
  std::string with(std::string_view code, const std::string& text) const {
    return colour_ == Colour::on ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
  }

  Colour colour_;
};

// What is left of the line behind `used` columns, or all of it.
std::string rest_of_line(const std::string& text, std::size_t used, std::optional<std::size_t> width) {
  return width ? cut_to_width(text, *width > used ? *width - used : 0) : text;
}

std::string address_column(const std::string& text, std::optional<std::size_t> width) {
  return pad_to_width(width ? cut_to_width(text, address_width) : text, address_width);
}

std::string stored_line(const Json& summary, const Paint& paint, std::optional<std::size_t> width) {
  const auto line = read_message_line(summary);
  const auto from = address_column(line.from, width);
  const auto to = address_column(line.to, width);
  const auto used = display_width(line.id + line.time + from + to) + 8;
  return fmt::format("{}  {}  {}  {}  {}\n", paint.dim(line.id), paint.dim(line.time), from, to,
                     paint.bold(rest_of_line(line.subject, used, width)));
}

// The reason is not cut: it is what the reader wants to know.
std::string failed_line(const Json& session, const Paint& paint) {
  return fmt::format("{}  {}  {}\n", paint.dim(safe_line(text_of(session, "id"))),
                     paint.dim(local_time(text_of(session, "endedAt"))),
                     paint.red(fmt::format("{} from {}: {}", safe_line(text_of(session, "outcome")),
                                           safe_line(text_of(session, "clientAddress")),
                                           safe_line(text_of(session, "diagnosis")))));
}

}  // namespace

std::string event_line(const Json& event, Colour colour, std::optional<std::size_t> width) {
  const Paint paint(colour);
  const auto type = text_of(event, "type");
  if (type == "message.stored" && event.contains("message"))
    return stored_line(event["message"], paint, width);
  if (type != "session.ended" || !event.contains("session")) return "";
  const auto& session = event["session"];
  return text_of(session, "outcome") == "delivered" ? "" : failed_line(session, paint);
}

}  // namespace mailstop::app
