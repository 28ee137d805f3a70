#include "config/option.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "config/compat_options.hpp"
#include "config/inbox_options.hpp"
#include "config/mail_options.hpp"
#include "config/option_values.hpp"
#include "config/tls_options.hpp"

namespace mailstop::config {
namespace {

Result<void> add_hosts(std::vector<std::string>& hosts, std::string_view value) {
  for (const auto name : split(value, ',')) {
    if (const auto host = trim(name); !host.empty()) hosts.push_back(to_lower_ascii(host));
  }
  return {};
}

using store::sqlite::Durability;

constexpr std::pair<std::string_view, Durability> durabilities[] = {
    {"off", Durability::off}, {"normal", Durability::normal}, {"full", Durability::full}};
constexpr std::pair<std::string_view, log::Level> log_levels[] = {{"debug", log::Level::debug},
                                                                  {"info", log::Level::info},
                                                                  {"warning", log::Level::warning},
                                                                  {"error", log::Level::error},
                                                                  {"off", log::Level::off}};

constexpr Option general_table[] = {
    {"config", "FILE", Arity::once, "mailstop.toml in the working directory, if there is one",
     "read the options that are given neither as flags nor as variables from this TOML file",
     [](Settings& s, std::string_view v) -> Result<void> {
       s.config_file = v;
       return {};
     }},
    {"http", "ADDR:PORT", Arity::repeatable, "127.0.0.1:8025 and [::1]:8025",
     "serve the inbox and the REST API here; port 0 lets the system choose",
     [](Settings& s, std::string_view v) { return add_endpoint(s.http.listen, v); }},
    {"database", "FILE", Arity::once, "$XDG_DATA_HOME/mailstop/mail.db",
     "keep the mail in this SQLite file; it and its folder are made when missing",
     [](Settings& s, std::string_view v) -> Result<void> {
       s.store.path = v;
       return {};
     }},
    {"ephemeral", "", Arity::flag, "off", "keep nothing on disk: all mail is gone when the server stops",
     [](Settings& s, std::string_view v) { return set_switch(s.store.ephemeral, v); }},
    {"durability", "off|normal|full", Arity::once, "normal",
     "what an acknowledged mail survives: normal a killed process, full a power loss too, off neither for "
     "sure",
     [](Settings& s, std::string_view v) { return set_choice(s.store.durability, v, durabilities); }},
    {"max-sessions", "N", Arity::once, "5000", "SMTP sessions to keep besides those of stored mail",
     [](Settings& s, std::string_view v) { return set_count<std::size_t>(s.store.max_sessions, v, 0); }},
    {"allowed-hosts", "NAME,...", Arity::repeatable, "none",
     "further host names that the web side answers to (addresses, single-label and private names always "
     "work)",
     [](Settings& s, std::string_view v) { return add_hosts(s.http.allowed_hosts, v); }},
    {"public-url", "URL", Arity::once, "from the first --http address",
     "how people reach the inbox; used in links, such as the one in the reply to a delivered mail",
     [](Settings& s, std::string_view v) { return set_url(s.http.public_url, v); }},
    {"ready-file", "FILE", Arity::once, "none",
     "write the real addresses here as JSON once everything listens",
     [](Settings& s, std::string_view v) -> Result<void> {
       s.ready_file = v;
       return {};
     }},
    {"log-level", "debug|info|warning|error|off", Arity::once, "info", "what goes to standard error",
     [](Settings& s, std::string_view v) { return set_choice(s.log_level, v, log_levels); }},
};

}  // namespace

std::span<const Option> options() {
  static const auto all = [] {
    const auto mail = mail_options();
    std::vector<Option> joined(mail.begin(), mail.end());
    const auto inboxes = inbox_options();
    joined.insert(joined.end(), inboxes.begin(), inboxes.end());
    const auto tls = tls_options();
    joined.insert(joined.end(), tls.begin(), tls.end());
    const auto compat = compat_options();
    joined.insert(joined.end(), compat.begin(), compat.end());
    joined.insert(joined.end(), std::begin(general_table), std::end(general_table));
    return joined;
  }();
  return all;
}

std::string environment_name(const Flag& flag) {
  std::string name = "MAILSTOP_";
  for (const char c : flag.name)
    name.push_back(c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c));
  return name;
}

}  // namespace mailstop::config
