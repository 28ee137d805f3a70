#include "config/option.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/quantity.hpp"
#include "base/text.hpp"

namespace mailstop::config {
namespace {

Result<void> add_endpoint(std::vector<net::Endpoint>& list, std::string_view value) {
  auto endpoint = net::parse_endpoint(value);
  if (!endpoint) return endpoint.error();
  list.push_back(std::move(*endpoint));
  return {};
}

template <class T>
Result<void> set_count(T& target, std::string_view value, T least) {
  T number{};
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size() || number < least)
    return invalid_argument(fmt::format("\"{}\" is not a whole number of at least {}", value, least));
  target = number;
  return {};
}

template <class T, size_t N>
Result<void> set_choice(T& target, std::string_view value,
                        const std::pair<std::string_view, T> (&choices)[N]) {
  std::string known;
  for (const auto& [name, choice] : choices) {
    if (name == value) {
      target = choice;
      return {};
    }
    known += fmt::format("{}{}", known.empty() ? "" : ", ", name);
  }
  return invalid_argument(fmt::format("\"{}\" is none of {}", value, known));
}

template <class T, class U>
Result<void> set(T& target, Result<U> value) {
  if (!value) return value.error();
  target = static_cast<T>(*value);
  return {};
}

Result<void> set_switch(bool& target, std::string_view value) {
  constexpr std::pair<std::string_view, bool> choices[] = {{"true", true}, {"false", false}, {"1", true},
                                                           {"0", false},   {"yes", true},    {"no", false},
                                                           {"on", true},   {"off", false}};
  return set_choice(target, value, choices);
}

Result<void> set_hostname(std::string& target, std::string_view value) {
  const bool is_name =
      !value.empty() && value.size() <= 255 &&
      value.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_[]:") ==
          std::string_view::npos;
  if (!is_name) return invalid_argument(fmt::format("\"{}\" is not a host name", escape_controls(value)));
  target = value;
  return {};
}

Result<void> set_public_url(std::string& target, std::string_view value) {
  const bool is_url = value.starts_with("http://") || value.starts_with("https://");
  if (!is_url || value.find_first_of(" \t\r\n\"<>") != std::string_view::npos)
    return invalid_argument(
        fmt::format("\"{}\" is not an http:// or https:// address", escape_controls(value)));
  target = value;
  while (target.ends_with('/')) target.pop_back();
  return {};
}

Result<void> add_hosts(std::vector<std::string>& hosts, std::string_view value) {
  for (const auto name : split(value, ',')) {
    if (const auto host = trim(name); !host.empty()) hosts.push_back(to_lower_ascii(host));
  }
  return {};
}

constexpr std::pair<std::string_view, smtp::AuthMode> auth_modes[] = {{"off", smtp::AuthMode::off},
                                                                      {"optional", smtp::AuthMode::optional},
                                                                      {"required", smtp::AuthMode::required}};
using store::sqlite::Durability;

constexpr std::pair<std::string_view, Durability> durabilities[] = {
    {"off", Durability::off}, {"normal", Durability::normal}, {"full", Durability::full}};
constexpr std::pair<std::string_view, log::Level> log_levels[] = {{"debug", log::Level::debug},
                                                                  {"info", log::Level::info},
                                                                  {"warning", log::Level::warning},
                                                                  {"error", log::Level::error},
                                                                  {"off", log::Level::off}};

constexpr Option table[] = {
    {"smtp", "ADDR:PORT", Arity::repeatable, "127.0.0.1:1025 and [::1]:1025",
     "accept mail here; port 0 lets the system choose",
     [](Settings& s, std::string_view v) { return add_endpoint(s.smtp.listen, v); }},
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
    {"auth", "off|optional|required", Arity::once, "optional",
     "AUTH: not offered, offered, or demanded before MAIL; any user and password succeed",
     [](Settings& s, std::string_view v) { return set_choice(s.smtp.session.auth, v, auth_modes); }},
    {"hostname", "NAME", Arity::once, "localhost", "the name that the SMTP greeting gives",
     [](Settings& s, std::string_view v) { return set_hostname(s.smtp.session.hostname, v); }},
    {"max-message-size", "SIZE", Arity::once, "50MiB", "larger mails are refused with 552",
     [](Settings& s, std::string_view v) {
       return set(s.smtp.session.limits.max_message_size, parse_byte_size(v));
     }},
    {"max-recipients", "N", Arity::once, "1000", "further recipients of one mail are refused with 452",
     [](Settings& s, std::string_view v) {
       return set_count<std::size_t>(s.smtp.session.limits.max_recipients, v, 1);
     }},
    {"max-connections", "N", Arity::once, "2000", "further SMTP connections are refused with 421",
     [](Settings& s, std::string_view v) { return set_count<std::size_t>(s.smtp.max_connections, v, 1); }},
    {"idle-timeout", "TIME", Arity::once, "5m", "an SMTP client that says nothing for so long gets 421",
     [](Settings& s, std::string_view v) { return set(s.smtp.session.idle_timeout, parse_duration(v)); }},
    {"allowed-hosts", "NAME,...", Arity::repeatable, "none",
     "further host names that the web side answers to (addresses, single-label and private names always "
     "work)",
     [](Settings& s, std::string_view v) { return add_hosts(s.http.allowed_hosts, v); }},
    {"public-url", "URL", Arity::once, "from the first --http address",
     "how people reach the inbox; used in links, such as the one in the reply to a delivered mail",
     [](Settings& s, std::string_view v) { return set_public_url(s.http.public_url, v); }},
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
  return table;
}

std::string environment_name(const Option& option) {
  std::string name = "MAILSTOP_";
  for (const char c : option.name)
    name.push_back(c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c));
  return name;
}

}  // namespace mailstop::config
