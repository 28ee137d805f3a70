#include "config/mail_options.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/quantity.hpp"
#include "base/text.hpp"
#include "config/option_values.hpp"
#include "protocol/sasl/offer.hpp"

namespace mailstop::config {
namespace {

using listeners::PortKind;
using Text = std::string_view;

constexpr std::pair<Text, smtp::AuthMode> auth_modes[] = {{"off", smtp::AuthMode::off},
                                                          {"optional", smtp::AuthMode::optional},
                                                          {"required", smtp::AuthMode::required}};

template <PortKind kind>
Result<void> add_port(Settings& settings, Text value) {
  return listeners::add_port(settings.smtp.ports, kind, value);
}

Result<void> set_auth(Settings& settings, Text value) {
  if (auto done = set_choice(settings.smtp.session.auth, value, auth_modes); !done) return done.error();
  settings.smtp.submission_auth = settings.smtp.session.auth;
  return {};
}

Result<void> set_hostname(Settings& settings, Text value) {
  const bool is_name =
      !value.empty() && value.size() <= 255 &&
      value.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_[]:") ==
          Text::npos;
  if (!is_name) return invalid_argument(fmt::format("\"{}\" is not a host name", escape_controls(value)));
  settings.smtp.session.hostname = value;
  return {};
}

// It goes out as it is, behind the host name and within the 512 octets of a reply.
Result<void> set_greeting(Settings& settings, Text value) {
  constexpr std::size_t longest = 200;
  const bool is_plain = value.size() <= longest && is_ascii(value) && escape_controls(value) == value;
  if (trim(value).empty() || !is_plain)
    return invalid_argument(
        fmt::format("\"{}\" is no greeting: it is one line of at most {} ASCII characters",
                    escape_controls(value), longest));
  settings.smtp.session.greeting = trim(value);
  return {};
}

Result<void> hide_extensions(Settings& settings, Text value) {
  const auto extensions = smtp::parse_extensions(value);
  if (!extensions) return extensions.error();
  settings.smtp.session.hidden_extensions.add(*extensions);
  return {};
}

Result<void> add_mechanisms(Settings& settings, Text value) {
  auto names = sasl::parse_mechanisms(value);
  if (!names) return names.error();
  for (auto& name : *names) settings.smtp.session.auth_mechanisms.push_back(std::move(name));
  return {};
}

Result<void> set_max_hold(Settings& settings, Text value) {
  const auto length = parse_duration(value);
  if (!length) return length.error();
  settings.smtp.session.max_hold = std::chrono::duration_cast<std::chrono::seconds>(*length);
  return {};
}

Result<void> accept_recipients(Settings& settings, Text value) {
  auto pattern = query::Pattern::make(value);
  if (!pattern) return pattern.error();
  settings.smtp.policy.accepted_recipients.push_back(std::move(*pattern));
  return {};
}

Result<void> add_rule(std::vector<listeners::RefusalRule>& rules, Text value) {
  auto rule = listeners::parse_refusal_rule(value);
  if (!rule) return rule.error();
  rules.push_back(std::move(*rule));
  return {};
}

Result<void> discard_domains(Settings& settings, Text value) {
  for (const auto name : split(value, ',')) {
    const auto domain = to_lower_ascii(trim(name));
    if (domain.empty()) continue;
    if (domain.find_first_of("@* ") != std::string::npos)
      return invalid_argument(
          fmt::format("\"{}\" is not a domain, such as load.test", escape_controls(domain)));
    settings.smtp.policy.discarded_domains.push_back(domain);
  }
  return {};
}

Result<void> trust_proxies(Settings& settings, Text value) {
  for (const auto item : split(value, ',')) {
    if (trim(item).empty()) continue;
    auto range = net::AddressRange::parse(trim(item));
    if (!range) return range.error();
    settings.smtp.trusted_proxies.push_back(*range);
  }
  return {};
}

constexpr Option mail_table[] = {
    {"smtp", "ADDR:PORT[,OPTION...]", Arity::repeatable, "127.0.0.1:1025 and [::1]:1025",
     "accept mail here; port 0 lets the system choose, unix:/PATH is a Unix socket; options are "
     "hide=EXTENSION+..., auth=off|optional|required, proxy",
     add_port<PortKind::smtp>},
    {"smtps", "ADDR:PORT[,OPTION...]", Arity::repeatable, "none",
     "accept mail here over TLS from the first byte, as port 465 does", add_port<PortKind::smtps>},
    {"submission", "ADDR:PORT[,OPTION...]", Arity::repeatable, "none",
     "accept mail here from who has logged in, as port 587 does", add_port<PortKind::submission>},
    {"lmtp", "ADDR:PORT[,OPTION...]", Arity::repeatable, "none", "accept mail here by LMTP",
     add_port<PortKind::lmtp>},
    {"smtp-hide", "EXTENSION,...", Arity::repeatable, "none",
     "neither announce nor take these extensions of SMTP, such as CHUNKING,PIPELINING", hide_extensions},
    {"auth", "off|optional|required", Arity::once, "optional, and required on --submission",
     "AUTH: not offered, offered, or demanded before MAIL; any user and password succeed without "
     "--auth-file",
     set_auth},
    {"auth-file", "FILE", Arity::once, "none",
     "let in only the users of this file, as htpasswd writes it; it is read anew when it changes",
     [](Settings& s, Text v) -> Result<void> {
       s.smtp.auth_file = v;
       return {};
     }},
    {"auth-mechanisms", "NAME,...", Arity::repeatable, "all that can be served",
     "offer only these mechanisms of AUTH, such as PLAIN,SCRAM-SHA-256", add_mechanisms},
    {"auth-failure-delay", "TIME", Arity::once, "1s", "answer a failed AUTH only after so long",
     [](Settings& s, Text v) { return set(s.smtp.session.auth_failure_delay, parse_duration(v)); }},
    {"tls-before-auth", "", Arity::flag, "off", "offer and take AUTH under TLS only",
     [](Settings& s, Text v) { return set_switch(s.smtp.session.tls_before_auth, v); }},
    {"require-tls", "", Arity::flag, "off", "refuse mail with 530 until TLS is on",
     [](Settings& s, Text v) { return set_switch(s.smtp.session.require_tls, v); }},
    {"hostname", "NAME", Arity::once, "localhost", "the name that the SMTP greeting gives", set_hostname},
    {"greeting", "TEXT", Arity::once, "ESMTP Mailstop", "what the SMTP greeting says behind the host name",
     set_greeting},
    {"delay", "TIME", Arity::once, "0ms", "wait so long before each SMTP reply, as a slow server does",
     [](Settings& s, Text v) { return set(s.smtp.session.reply_delay, parse_duration(v)); }},
    {"future-release", "TIME", Arity::once, "off",
     "offer FUTURERELEASE: clients may ask to hold a mail back for so long at most", set_max_hold},
    {"expn", "", Arity::flag, "off", "answer EXPN with 252 instead of 502",
     [](Settings& s, Text v) { return set_switch(s.smtp.session.expn, v); }},
    {"max-message-size", "SIZE", Arity::once, "50MiB", "larger mails are refused with 552",
     [](Settings& s, Text v) { return set(s.smtp.session.limits.max_message_size, parse_byte_size(v)); }},
    {"max-recipients", "N", Arity::once, "1000", "further recipients of one mail are refused with 452",
     [](Settings& s, Text v) { return set_count<std::size_t>(s.smtp.session.limits.max_recipients, v, 1); }},
    {"max-messages-per-session", "N", Arity::once, "any number",
     "further mails over one connection are refused with 452",
     [](Settings& s, Text v) { return set_count<std::size_t>(s.smtp.session.limits.max_messages, v, 1); }},
    {"max-errors", "N", Arity::once, "20", "after so many refused commands the session ends with 421",
     [](Settings& s, Text v) { return set_count<std::size_t>(s.smtp.session.limits.max_errors, v, 1); }},
    {"max-failed-logins", "N", Arity::once, "3", "after so many failed AUTH the session ends with 421",
     [](Settings& s, Text v) {
       return set_count<std::size_t>(s.smtp.session.limits.max_failed_logins, v, 1);
     }},
    {"max-command-line", "N", Arity::once, "512", "longer command lines, in bytes, are refused with 500",
     [](Settings& s, Text v) {
       return set_count<std::size_t>(s.smtp.session.limits.max_command_line, v, 512);
     }},
    {"max-text-line", "SIZE", Arity::once, "1MiB", "a mail with a longer line is refused with 554",
     [](Settings& s, Text v) { return set(s.smtp.session.limits.max_text_line, parse_byte_size(v)); }},
    {"max-connections", "N", Arity::once, "2000", "further SMTP connections are refused with 421",
     [](Settings& s, Text v) { return set_count<std::size_t>(s.smtp.max_connections, v, 1); }},
    {"max-connections-per-address", "N", Arity::once, "any number",
     "further SMTP connections from one address are refused with 421",
     [](Settings& s, Text v) { return set_count<std::size_t>(s.smtp.max_connections_per_address, v, 1); }},
    {"idle-timeout", "TIME", Arity::once, "5m", "an SMTP client that says nothing for so long gets 421",
     [](Settings& s, Text v) { return set(s.smtp.session.idle_timeout, parse_duration(v)); }},
    {"accept-recipients", "REGEX", Arity::repeatable_lines, "all",
     "refuse recipients of which no such expression is found", accept_recipients},
    {"reject-recipients", "REGEX[:REPLY]", Arity::repeatable_lines, "none",
     "refuse these recipients, with this reply, such as ^full@:452 4.2.2 Mailbox full",
     [](Settings& s, Text v) { return add_rule(s.smtp.policy.refused_recipients, v); }},
    {"reject-senders", "REGEX[:REPLY]", Arity::repeatable_lines, "none",
     "refuse these senders, with this reply",
     [](Settings& s, Text v) { return add_rule(s.smtp.policy.refused_senders, v); }},
    {"discard-domains", "DOMAIN,...", Arity::repeatable, "none",
     "answer 250 to mail for these domains and do not keep it, as load runs want", discard_domains},
    {"trusted-proxies", "ADDRESS,...", Arity::repeatable, "none",
     "believe XCLIENT, and the PROXY protocol on ports with the option proxy, from these addresses, blocks "
     "such as 10.0.0.0/8, or unix",
     trust_proxies},
};

}  // namespace

std::span<const Option> mail_options() {
  return mail_table;
}

}  // namespace mailstop::config
