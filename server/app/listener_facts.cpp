#include "app/listener_facts.hpp"

#include "listeners/settings.hpp"
#include "net/endpoint.hpp"
#include "protocol/smtp/extension.hpp"

namespace mailstop::app {
namespace {

std::string_view tls_of(listeners::PortKind kind, const smtp::SessionSettings& session) {
  if (kind == listeners::PortKind::smtps) return "implicit";
  const bool is_hidden = session.hidden_extensions.has(smtp::Extension::starttls);
  if (!session.starttls || is_hidden) return "none";
  return session.require_tls ? "starttls-required" : "starttls";
}

std::string_view auth_of(const smtp::SessionSettings& session) {
  const bool is_hidden = session.hidden_extensions.has(smtp::Extension::auth);
  return to_text(is_hidden ? smtp::AuthMode::off : session.auth);
}

api::v1::ListenerFacts describe(const listeners::PortSettings& port, const smtp::SessionSettings& session) {
  api::v1::ListenerFacts facts;
  facts.kind = listeners::to_text(port.kind);
  facts.address = net::to_text(port.endpoint);
  facts.tls = tls_of(port.kind, session);
  facts.auth = auth_of(session);
  return facts;
}

}  // namespace

std::string_view to_text(smtp::AuthMode mode) {
  switch (mode) {
    case smtp::AuthMode::off:
      return "off";
    case smtp::AuthMode::required:
      return "required";
    case smtp::AuthMode::optional:
      break;
  }
  return "optional";
}

std::vector<api::v1::ListenerFacts> list_listeners(const config::Settings& settings,
                                                   const std::vector<std::string>& http_urls) {
  std::vector<api::v1::ListenerFacts> result;
  for (const auto& port : settings.smtp.ports)
    result.push_back(describe(port, listeners::session_settings(settings.smtp, port)));
  for (const auto& url : http_urls)
    result.push_back({"http", url, settings.http.tls ? "implicit" : "none", "off"});
  return result;
}

}  // namespace mailstop::app
