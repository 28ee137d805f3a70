#include "config/client_commands.hpp"

#include <utility>

#include "base/quantity.hpp"
#include "config/option_values.hpp"

namespace mailstop::config {
namespace {

using Text = std::string_view;

Remote& remote_of(Command& command) {
  return std::visit(
      [](auto& it) -> Remote& {
        if constexpr (requires { it.remote; }) return it.remote;
        throw std::logic_error("this command asks no server");
      },
      command);
}

template <class Asked>
Result<void> set_inbox(Command& command, Text value) {
  std::get<Asked>(command).selection.inbox = value;
  return {};
}

template <class Asked>
Result<void> set_query(Command& command, Text value) {
  std::get<Asked>(command).selection.query = value;
  return {};
}

template <class Asked>
Result<void> set_json(Command& command, Text) {
  std::get<Asked>(command).json = true;
  return {};
}

template <View view>
Result<void> set_view(Command& command, Text) {
  auto& show = std::get<Show>(command);
  if (show.view != View::readable)
    return invalid_argument("choose one of --text, --html, --headers, --raw and --session");
  show.view = view;
  return {};
}

template <class Asked>
CommandOption inbox_option() {
  return {{"inbox", "NAME", Arity::once, "all", "look at this inbox only"}, set_inbox<Asked>};
}

template <class Asked>
CommandOption query_option() {
  return {
      {"q", "SEARCH", Arity::once, "", "only what this search finds, such as \"from:shop subject:invoice\""},
      set_query<Asked>};
}

template <class Asked>
CommandOption json_option(Text help) {
  return {{"json", "", Arity::flag, "", help}, set_json<Asked>};
}

Result<void> set_after(Command& command, Text value) {
  std::uint64_t after = 0;
  if (auto done = set_count<std::uint64_t>(after, value, 0); !done) return done.error();
  std::get<Tail>(command).after = after;
  return {};
}

Result<void> check_show(const Command& command) {
  const auto& show = std::get<Show>(command);
  const bool is_bytes = show.view == View::raw || show.view == View::html || show.view == View::text;
  if (show.json && is_bytes) return invalid_argument("--json goes alone, with --headers or with --session");
  if (show.id != "latest" && (show.selection.inbox || show.selection.query))
    return invalid_argument("--inbox and --q choose among messages: they go with `latest`, not with an id");
  return {};
}

}  // namespace

std::vector<CommandOption> with_remote(std::vector<CommandOption> own) {
  own.push_back({{"url", "URL", Arity::once, "http://127.0.0.1:8025", "where the server is"},
                 [](Command& c, Text v) { return set_url(remote_of(c).url, v); },
                 "MAILSTOP_URL"});
  own.push_back({{"ca", "FILE", Arity::once, "the system's",
                  "over https, trust the certificates of this CA in PEM; `mailstop ca` prints the server's"},
                 [](Command& c, Text v) -> Result<void> {
                   remote_of(c).ca_file = v;
                   return {};
                 },
                 "MAILSTOP_CA"});
  own.push_back({{"insecure", "", Arity::flag, "off", "over https, trust every certificate"},
                 [](Command& c, Text) -> Result<void> {
                   remote_of(c).is_verified = false;
                   return {};
                 }});
  return own;
}

CommandInfo ready_command() {
  return {"ready",
          "say whether the server is ready; for health checks",
          "Ends with 0 when the server listens everywhere and its store answers, with 1 when it does not, "
          "whatever the reason.",
          TakesSettings::no,
          no_operand,
          with_remote({{{"wait", "TIME", Arity::once, "0s", "wait so long until it is"},
                        [](Command& c, Text v) { return set(std::get<Ready>(c).wait, parse_duration(v)); }},
                       json_option<Ready>("print JSON")}),
          {{"in a script that has just started it", "mailstop ready --wait 10s"},
           {"in a container", "HEALTHCHECK CMD [\"mailstop\", \"ready\"]"}},
          []() -> Command { return Ready{}; }};
}

CommandInfo list_command() {
  return {"ls",
          "list messages, newest first",
          "One line each: id, time of arrival, sender, recipients, subject.",
          TakesSettings::no,
          no_operand,
          with_remote(
              {query_option<List>(),
               inbox_option<List>(),
               {{"limit", "N", Arity::once, "50", "at most so many, up to 1000"},
                [](Command& c, Text v) { return set_count<std::uint64_t>(std::get<List>(c).limit, v, 1); }},
               json_option<List>("print the answer of GET /v1/messages")}),
          {{"what came last", "mailstop ls --limit 10"},
           {"search", "mailstop ls --q \"to:alice@example.test has:attachment\""},
           {"ids for a script", "mailstop ls --json | jq -r '.messages[].id'"}},
          []() -> Command { return List{}; }};
}

CommandInfo show_command() {
  return {
      "show",
      "show one message",
      "Readable on a terminal: who, how and when, links and files, and the text. Control characters of the "
      "mail are escaped; --raw, --html and --text give the bytes as they are to a file or a pipe.",
      TakesSettings::no,
      {{"ID", "ID|latest", Arity::once, "latest", "the id of a message, or the newest"},
       [](Command& c, Text v) -> Result<void> {
         std::get<Show>(c).id = v;
         return {};
       }},
      with_remote(
          {{{"text", "", Arity::flag, "", "only its text"}, set_view<View::text>},
           {{"html", "", Arity::flag, "", "only its HTML, as it was sent"}, set_view<View::html>},
           {{"headers", "", Arity::flag, "", "only its headers, decoded"}, set_view<View::headers>},
           {{"raw", "", Arity::flag, "", "the exact bytes that the client sent"}, set_view<View::raw>},
           {{"session", "", Arity::flag, "", "the SMTP session that delivered it, line by line"},
            set_view<View::session>},
           query_option<Show>(),
           inbox_option<Show>(),
           json_option<Show>("print what the API says: the message, its headers or its session")}),
      {{"the newest", "mailstop show"},
       {"the newest to somebody", "mailstop show latest --q to:alice@example.test"},
       {"keep it", "mailstop show 01kam2x7f0m7 --raw > mail.eml"},
       {"how did it come?", "mailstop show --session"}},
      []() -> Command { return Show{}; },
      check_show};
}

CommandInfo tail_command() {
  return {
      "tail",
      "watch mail arrive",
      "One line for each message as it comes, and one for each SMTP session that failed, with the reason. "
      "Runs until it is interrupted, and connects anew when the server comes back. In colour on a terminal "
      "unless NO_COLOR is set.",
      TakesSettings::no,
      no_operand,
      with_remote(
          {query_option<Tail>(),
           inbox_option<Tail>(),
           {{"after", "N", Arity::once, "now", "begin behind this sequence, 0 for all there is"}, set_after},
           json_option<Tail>("print every event as one line of JSON")}),
      {{"leave it running beside the application", "mailstop tail"},
       {"only one test's mail", "mailstop tail --inbox checkout-7"},
       {"subjects as they come",
        "mailstop tail --json | jq -r 'select(.type == \"message.stored\").message.subject'"}},
      []() -> Command { return Tail{}; }};
}

}  // namespace mailstop::config
