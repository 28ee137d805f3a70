#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "app/commands/ca.hpp"
#include "app/commands/serve.hpp"
#include "app/environment.hpp"
#include "config/command_line.hpp"

namespace {

int finish(const mailstop::config::Finish& finish) {
  fmt::print(finish.status == 0 ? stdout : stderr, "{}", finish.text);
  return finish.status;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    auto command = mailstop::config::parse_command_line(arguments, mailstop::app::process_environment);
    if (const auto* end = std::get_if<mailstop::config::Finish>(&command)) return finish(*end);
    if (auto* ca = std::get_if<mailstop::config::PrintCa>(&command))
      return mailstop::app::print_ca(std::move(*ca));
    return mailstop::app::serve(std::move(std::get<mailstop::config::Serve>(command).settings));
  } catch (const std::exception& error) {
    fmt::print(stderr, "mailstop: this is a bug: {}\n", error.what());
    return 70;  // EX_SOFTWARE of sysexits.h
  }
}
