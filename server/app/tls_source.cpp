#include "app/tls_source.hpp"

#include <string_view>

#include "base/text.hpp"
#include "net/tls_files.hpp"
#include "net/tls_local.hpp"
#include "net/tls_names.hpp"

namespace mailstop::app {
namespace {

// "https://user@mail.test:8025/x" -> "mail.test"
std::string host_of(std::string_view url) {
  const auto start = url.find("://");
  if (start == std::string_view::npos) return {};
  auto host = url.substr(start + 3);
  host = host.substr(0, host.find('/'));
  if (host.starts_with('[')) return std::string(host.substr(1, host.find(']') - 1));
  return std::string(host.substr(0, host.find(':')));
}

bool is_domain(std::string_view host) {
  return !host.empty() && is_ascii(host) && host.find_first_of("*[") == std::string_view::npos &&
         !host.starts_with('.');
}

std::vector<std::string> further_names(const config::Settings& settings) {
  auto names = settings.tls.names;
  names.push_back(host_of(settings.http.public_url));
  auto hosts = settings.http.allowed_hosts;
  hosts.push_back(settings.smtp.session.hostname);
  for (const auto& host : hosts) {
    if (is_domain(host)) names.push_back(host);
  }
  return names;
}

}  // namespace

bool is_tls_wanted(const net::TlsSettings& settings) {
  return settings.mode != net::TlsMode::off || !settings.certificate_file.empty();
}

Result<void> check_tls(const net::TlsSettings& settings) {
  if (settings.mode == net::TlsMode::automatic && !settings.certificate_file.empty())
    return invalid_argument("--tls=auto makes its own certificate: take it away, or --tls-cert");
  if (settings.certificate_file.empty() && !settings.key_file.empty())
    return invalid_argument("--tls-key needs the certificate of the key: add --tls-cert");
  return {};
}

std::string tls_prefix(const config::Settings& settings) {
  return settings.store.ephemeral ? std::string() : settings.store.path;
}

Result<std::shared_ptr<net::TlsContextSource>> open_tls_source(const config::Settings& settings,
                                                               const std::vector<net::Endpoint>& listening,
                                                               const Clock& clock) {
  std::unique_ptr<net::TlsCredentialSource> credentials;
  if (settings.tls.certificate_file.empty()) {
    auto names = net::list_tls_names(listening, further_names(settings));
    credentials = std::make_unique<net::TlsLocal>(tls_prefix(settings), std::move(names), clock);
  } else {
    credentials = std::make_unique<net::TlsFiles>(settings.tls);
  }
  return net::TlsContextSource::open(settings.tls, std::move(credentials), clock);
}

}  // namespace mailstop::app
