#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/commands/backup.hpp"
#include "app/commands/ca.hpp"
#include "app/commands/check.hpp"
#include "app/commands/config.hpp"
#include "app/commands/exec.hpp"
#include "app/commands/expect.hpp"
#include "app/commands/export.hpp"
#include "app/commands/ingest.hpp"
#include "app/commands/ls.hpp"
#include "app/commands/ready.hpp"
#include "app/commands/send.hpp"
#include "app/commands/sendmail.hpp"
#include "app/commands/serve.hpp"
#include "app/commands/show.hpp"
#include "app/commands/tail.hpp"
#include "app/environment.hpp"
#include "config/command_line.hpp"

namespace {

namespace app = mailstop::app;
namespace config = mailstop::config;

// One line a command; each answers with the exit status.
struct Run {
  int operator()(const config::Finish& command) const {
    fmt::print(command.status == 0 ? stdout : stderr, "{}", command.text);
    return command.status;
  }
  int operator()(config::Serve& command) const { return app::serve(std::move(command.settings)); }
  int operator()(config::PrintCa& command) const { return app::print_ca(std::move(command)); }
  int operator()(const config::PrintConfig& command) const { return app::print_config(command); }
  int operator()(const config::Expect& command) const { return app::expect_mail(command); }
  int operator()(const config::Ready& command) const { return app::check_ready(command); }
  int operator()(const config::List& command) const { return app::list_messages(command); }
  int operator()(const config::Show& command) const { return app::show_message(command); }
  int operator()(const config::Tail& command) const { return app::tail_events(command); }
  int operator()(config::Exec& command) const { return app::exec_command(std::move(command)); }
  int operator()(const config::Send& command) const { return app::send_mail(command); }
  int operator()(const config::Sendmail& command) const { return app::submit_mail(command); }
  int operator()(const config::Ingest& command) const { return app::ingest_mail(command); }
  int operator()(const config::Export& command) const { return app::export_mail(command); }
  int operator()(const config::Check& command) const { return app::check_database(command); }
  int operator()(const config::Backup& command) const { return app::make_backup(command); }
};

}  // namespace

int main(int argc, char** argv) {
  try {
    auto arguments = config::arguments_named_by(argc > 0 ? argv[0] : "");
    arguments.insert(arguments.end(), argv + std::min(argc, 1), argv + argc);
    auto command = config::parse_command_line(arguments, app::process_environment);
    return std::visit(Run(), command);
  } catch (const std::exception& error) {
    fmt::print(stderr, "mailstop: this is a bug: {}\n", error.what());
    return 70;  // EX_SOFTWARE of sysexits.h
  }
}
