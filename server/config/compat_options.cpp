#include "config/compat_options.hpp"

#include "config/option_values.hpp"

namespace mailstop::config {
namespace {

constexpr Option compat_table[] = {
    {"compat", "TOOL,...", Arity::once, "mailpit,mailhog,mailcatcher,maildev",
     "answer the APIs of these tools too, at their own paths; none for no other API",
     [](Settings& s, std::string_view v) -> Result<void> {
       auto tools = api::compat::parse_tools(v);
       if (!tools) return tools.error();
       s.compat.tools = std::move(*tools);
       return {};
     }},
    {"compat-v1", "mailpit|mailhog", Arity::once, "mailpit",
     "whose /api/v1/messages is answered, which both tools have",
     [](Settings& s, std::string_view v) { return set(s.compat.v1, api::compat::parse_v1_tool(v)); }},
    {"chaos", "TRIGGER:CODE:PERCENT,...", Arity::once, "none",
     "refuse this share of senders, recipients or logins at random, such as Sender:451:10,Recipient:550:5; "
     "PUT /api/v1/chaos changes it",
     [](Settings& s, std::string_view v) { return faults::read_chaos_rules(v, s.chaos); }},
    {"jim", "", Arity::flag, "off",
     "let SMTP connections break, crawl and be refused at random, as MailHog's Jim does; PUT /api/v2/jim "
     "says "
     "how often",
     [](Settings& s, std::string_view v) { return set_switch(s.jim, v); }},
};

}  // namespace

std::span<const Option> compat_options() {
  return compat_table;
}

}  // namespace mailstop::config
