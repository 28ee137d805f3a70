#include "app/commands/show.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "app/commands/exit_status.hpp"
#include "app/commands/message_text.hpp"
#include "app/commands/remote_server.hpp"
#include "app/commands/terminal.hpp"
#include "http/percent_encoding.hpp"

namespace mailstop::app {
namespace {

using config::View;

std::string_view path_of(View view) {
  switch (view) {
    case View::raw:
      return "/raw";
    case View::headers:
      return "/headers";
    case View::session:
      return "/session";
    case View::readable:
    case View::text:
    case View::html:
      break;
  }
  return "";
}

int print_json_view(const config::Show& command, const http::Answer& answer) {
  const auto json = parse_json(answer.body);
  if (!json) return fail_strange(command.remote);
  if (command.json) {
    fmt::print("{}\n", safe_json(answer.body));
  } else if (command.view == View::text || command.view == View::html) {
    print_bytes(text_of(*json, command.view == View::text ? "text" : "html"));
  } else if (command.view == View::headers) {
    fmt::print("{}", headers_text(*json));
  } else {
    fmt::print("{}", command.view == View::session ? session_text(*json) : message_text(*json));
  }
  return status_done;
}

}  // namespace

int show_message(const config::Show& command) {
  const auto path = fmt::format("/v1/messages/{}{}", http::percent_encode(command.id), path_of(command.view));
  const auto fetched = fetch(command.remote, target_of(path, parameters_of(command.selection)));
  if (!fetched.answer) return fetched.status;
  if (command.view != View::raw) return print_json_view(command, *fetched.answer);
  print_bytes(fetched.answer->body);
  return status_done;
}

}  // namespace mailstop::app
