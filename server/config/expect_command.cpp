#include <iterator>
#include <utility>
#include <vector>

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "config/client_commands.hpp"
#include "config/option_values.hpp"

namespace mailstop::config {
namespace {

using Text = std::string_view;

Expect& expect_of(Command& command) {
  return std::get<Expect>(command);
}

Result<void> keep(std::optional<std::string>& target, Text value) {
  target = value;
  return {};
}

Result<void> keep_number(std::optional<std::uint64_t>& target, Text value) {
  std::uint64_t number = 0;
  if (auto done = set_count<std::uint64_t>(number, value, 0); !done) return done.error();
  target = number;
  return {};
}

Result<void> add_condition(Command& command, Text name, Text value) {
  if (trim(value).empty()) return invalid_argument("the text is empty and would match everything");
  expect_of(command).conditions.emplace_back(name, value);
  return {};
}

constexpr CommandOption conditions[] = {
    {{"from", "TEXT", Arity::once, "", "an address or a name in From"},
     [](Command& c, Text v) { return add_condition(c, "from", v); }},
    {{"to", "TEXT", Arity::once, "", "an address or a name in To"},
     [](Command& c, Text v) { return add_condition(c, "to", v); }},
    {{"cc", "TEXT", Arity::once, "", "an address or a name in Cc"},
     [](Command& c, Text v) { return add_condition(c, "cc", v); }},
    {{"bcc", "TEXT", Arity::once, "", "an address or a name in Bcc"},
     [](Command& c, Text v) { return add_condition(c, "bcc", v); }},
    {{"reply-to", "TEXT", Arity::once, "", "an address or a name in Reply-To"},
     [](Command& c, Text v) { return add_condition(c, "replyTo", v); }},
    {{"sender", "TEXT", Arity::once, "", "the sender of the envelope"},
     [](Command& c, Text v) { return add_condition(c, "sender", v); }},
    {{"recipient", "TEXT", Arity::once, "", "a recipient of the envelope, hidden ones too"},
     [](Command& c, Text v) { return add_condition(c, "recipient", v); }},
    {{"subject", "TEXT", Arity::once, "", "contained in the subject"},
     [](Command& c, Text v) { return add_condition(c, "subject", v); }},
    {{"text", "TEXT", Arity::once, "", "contained in the text"},
     [](Command& c, Text v) { return add_condition(c, "text", v); }},
    {{"html", "TEXT", Arity::once, "", "contained in the HTML"},
     [](Command& c, Text v) { return add_condition(c, "html", v); }},
    {{"body", "TEXT", Arity::once, "", "contained in what a reader sees"},
     [](Command& c, Text v) { return add_condition(c, "body", v); }},
    {{"attachment", "TEXT", Arity::once, "", "contained in the name of a file"},
     [](Command& c, Text v) { return add_condition(c, "attachment", v); }},
    {{"link", "TEXT", Arity::once, "", "contained in the address of a link"},
     [](Command& c, Text v) { return add_condition(c, "link", v); }},
    {{"tag", "TEXT", Arity::once, "", "a tag"},
     [](Command& c, Text v) { return add_condition(c, "tag", v); }},
    {{"auth-user", "TEXT", Arity::once, "", "who logged in"},
     [](Command& c, Text v) { return add_condition(c, "authUser", v); }},
    {{"helo", "TEXT", Arity::once, "", "the name that the client gave"},
     [](Command& c, Text v) { return add_condition(c, "helo", v); }},
    {{"client-address", "TEXT", Arity::once, "", "the address of the client"},
     [](Command& c, Text v) { return add_condition(c, "clientAddress", v); }},
    {{"tls", "true|false", Arity::once, "", "it came over TLS, or not"},
     [](Command& c, Text v) { return add_condition(c, "tls", v); }},
    {{"has-attachment", "true|false", Arity::once, "", "it has a file, or none"},
     [](Command& c, Text v) { return add_condition(c, "hasAttachment", v); }},
    {{"read", "true|false", Arity::once, "", "it was read, or not"},
     [](Command& c, Text v) { return add_condition(c, "read", v); }},
    {{"pinned", "true|false", Arity::once, "", "it is pinned, or not"},
     [](Command& c, Text v) { return add_condition(c, "pinned", v); }},
    {{"q", "SEARCH", Arity::once, "", "this search finds it"},
     [](Command& c, Text v) { return add_condition(c, "q", v); }},
};

constexpr CommandOption terms[] = {
    {{"match", "JSON", Arity::once, "",
      "instead of the above: a Match as in POST /v1/expect, such as {\"subject\":{\"startsWith\":\"Re:\"}}"},
     [](Command& c, Text v) { return keep(expect_of(c).match, v); }},
    {{"inbox", "NAME", Arity::once, "all", "look at this inbox only"},
     [](Command& c, Text v) { return keep(expect_of(c).inbox, v); }},
    {{"after", "N", Arity::once, "0", "only what arrived behind this sequence"},
     [](Command& c, Text v) { return keep_number(expect_of(c).after, v); }},
    {{"within", "TIME", Arity::once, "5s", "wait so long, 10m at most; 0s looks at what is there"},
     [](Command& c, Text v) { return set(expect_of(c).within, parse_duration(v)); }},
    {{"count", "N", Arity::once, "at least one",
      "exactly so many; 0 holds when nothing matches for all the time"},
     [](Command& c, Text v) { return keep_number(expect_of(c).count, v); }},
    {{"print", "code|link|id|subject|text|html|raw", Arity::once, "a line for each message",
      "print this of the newest message"},
     [](Command& c, Text v) { return keep(expect_of(c).print, v); }},
    {{"link-text", "TEXT", Arity::once, "", "with --print link: the link whose text contains this"},
     [](Command& c, Text v) { return keep(expect_of(c).link_text, v); }},
    {{"json", "", Arity::flag, "", "print the whole answer, also when it is not met"},
     [](Command& c, Text) -> Result<void> {
       expect_of(c).json = true;
       return {};
     }},
};

Result<void> check_expect(const Command& command) {
  const auto& expect = std::get<Expect>(command);
  if (expect.match && !expect.conditions.empty())
    return invalid_argument("--match says all there is to match: put the other conditions into it");
  if (expect.match && expect.print)
    return invalid_argument("--print goes with flags, not with --match: use --json and take what you need");
  if (expect.json && expect.print) return invalid_argument("--print and --json do not go together");
  if (expect.link_text && expect.print != "link")
    return invalid_argument("--link-text goes only with --print link");
  return {};
}

std::vector<CommandOption> all_options() {
  std::vector<CommandOption> all(std::begin(conditions), std::end(conditions));
  all.insert(all.end(), std::begin(terms), std::end(terms));
  return with_remote(std::move(all));
}

}  // namespace

CommandInfo expect_command() {
  return {
      "expect",
      "wait for a mail and take something out of it",
      "Waits in the server until a message is as all flags say. Ends with 0 as soon as it holds, and with 1 "
      "and the reason on standard error when the time is over. A TEXT with an @ must be the whole address; "
      "any other is contained. Case does not matter.",
      TakesSettings::no,
      no_operand,
      all_options(),
      {{"did it come?", "mailstop expect --to alice@example.test --subject Welcome --within 10s"},
       {"the one-time code in it",
        "code=$(mailstop expect --to alice@example.test --print code --within 10s)"},
       {"the link to follow", "mailstop expect --to alice@example.test --print link --link-text Confirm"},
       {"nobody was told", "mailstop expect --to bob@example.test --count 0 --within 2s"},
       {"anything that the API can match",
        "mailstop expect --match '{\"header\":{\"X-Order\":\"4711\"}}' --json"}},
      []() -> Command { return Expect{}; },
      check_expect};
}

}  // namespace mailstop::config
