#include "app/commands/progress.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "app/commands/terminal.hpp"

namespace mailstop::app {
namespace {

constexpr std::chrono::milliseconds between_shows{100};
constexpr double least_seconds = 0.001;

}  // namespace

Progress::Progress() : is_seen_(is_terminal(stderr)) {}

bool Progress::is_due() const {
  return is_seen_ && Time::now() >= next_;
}

void Progress::show(const std::string& text) {
  if (!is_due()) return;
  fmt::print(stderr, "\r{}\x1b[K", text);
  std::fflush(stderr);
  next_ = Time::now() + between_shows;
  is_shown_ = true;
}

void Progress::clear() {
  if (!is_shown_) return;
  fmt::print(stderr, "\r\x1b[K");
  std::fflush(stderr);
  is_shown_ = false;
}

double Progress::seconds() const {
  return std::chrono::duration<double>(Time::now() - began_).count();
}

std::string rate_text(std::uint64_t messages, double seconds) {
  return fmt::format("{}, {:.0f}/s", count_text(messages),
                     static_cast<double>(messages) / (seconds < least_seconds ? least_seconds : seconds));
}

std::string count_text(std::uint64_t messages) {
  return fmt::format("{} message{}", messages, messages == 1 ? "" : "s");
}

std::string size_text(std::uint64_t bytes) {
  constexpr double kib = 1024;
  const auto size = static_cast<double>(bytes);
  if (size < kib) return fmt::format("{} bytes", bytes);
  if (size < kib * kib) return fmt::format("{:.1f} KiB", size / kib);
  if (size < kib * kib * kib) return fmt::format("{:.1f} MiB", size / kib / kib);
  return fmt::format("{:.1f} GiB", size / kib / kib / kib);
}

}  // namespace mailstop::app
