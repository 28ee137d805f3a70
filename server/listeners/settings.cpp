#include "listeners/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace mailstop::listeners {
namespace {

Result<void> set_auth(PortSettings& port, std::string_view value) {
  constexpr std::pair<std::string_view, smtp::AuthMode> modes[] = {{"off", smtp::AuthMode::off},
                                                                   {"optional", smtp::AuthMode::optional},
                                                                   {"required", smtp::AuthMode::required}};
  for (const auto& [name, mode] : modes) {
    if (name == value) {
      port.auth = mode;
      return {};
    }
  }
  return invalid_argument(
      fmt::format("\"auth={}\" is none of auth=off, auth=optional, auth=required", escape_controls(value)));
}

Result<void> hide(PortSettings& port, std::string_view value) {
  std::string list(value);
  std::replace(list.begin(), list.end(), '+', ',');
  const auto extensions = smtp::parse_extensions(list);
  if (!extensions) return extensions.error();
  port.hidden.add(*extensions);
  return {};
}

Result<void> set_option(PortSettings& port, std::string_view option) {
  if (option == "proxy") {
    port.expects_proxy = true;
    return {};
  }
  if (option.starts_with("auth=")) return set_auth(port, option.substr(5));
  if (option.starts_with("hide=")) return hide(port, option.substr(5));
  return invalid_argument(fmt::format(
      "\"{}\" is no option of a port; there are hide=EXTENSION+EXTENSION, auth=off|optional|required "
      "and proxy",
      escape_controls(option)));
}

bool is_option(std::string_view text) {
  return text == "proxy" || (text.find('=') != std::string_view::npos && !text.starts_with("unix:"));
}

}  // namespace

std::string_view to_text(PortKind kind) {
  constexpr std::string_view names[] = {"smtp", "smtps", "submission", "lmtp"};
  return names[static_cast<std::size_t>(kind)];
}

smtp::SessionSettings session_settings(const SmtpListenerSettings& settings, const PortSettings& port) {
  auto session = settings.session;
  session.dialect = port.kind == PortKind::lmtp ? smtp::Dialect::lmtp : smtp::Dialect::smtp;
  if (port.kind == PortKind::submission) session.auth = settings.submission_auth;
  if (port.auth) session.auth = *port.auth;
  session.hidden_extensions.add(port.hidden);
  session.web_url = settings.public_url;
  session.has_user_list = !settings.auth_file.empty();
  session.checks_senders = settings.policy.has_sender_rules();
  session.checks_recipients = settings.policy.has_recipient_rules();
  return session;
}

Result<void> add_port(std::vector<PortSettings>& ports, PortKind kind, std::string_view text) {
  for (const auto word : split(text, ',')) {
    const auto part = trim(word);
    const bool is_first = word.data() == text.data();
    if (is_option(part) || (!is_first && !part.empty() && part.find(':') == std::string_view::npos)) {
      if (ports.empty() || ports.back().kind != kind)
        return invalid_argument(
            fmt::format("\"{}\" follows no address to which it could belong", escape_controls(part)));
      if (auto done = set_option(ports.back(), part); !done) return done.error();
      continue;
    }
    auto endpoint = net::parse_endpoint(part);
    if (!endpoint) return endpoint.error();
    ports.push_back({kind, std::move(*endpoint)});
  }
  return {};
}

Result<void> check_settings(const SmtpListenerSettings& settings) {
  const auto& session = settings.session;
  const bool has_tls =
      session.starttls || std::any_of(settings.ports.begin(), settings.ports.end(),
                                      [](const auto& port) { return port.kind == PortKind::smtps; });
  if (has_tls || (!session.require_tls && !session.tls_before_auth)) return {};
  return invalid_argument(fmt::format("--{} needs TLS, which no port has: add --tls=auto or a certificate",
                                      session.require_tls ? "require-tls" : "tls-before-auth"));
}

}  // namespace mailstop::listeners
