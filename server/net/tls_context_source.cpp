#include "net/tls_context_source.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/log.hpp"
#include "net/tls_authority.hpp"

namespace mailstop::net {
namespace {

using namespace std::chrono_literals;

constexpr auto check_interval = 1s;

}  // namespace

TlsContextSource::TlsContextSource(const TlsSettings& settings,
                                   std::unique_ptr<TlsCredentialSource> credentials, const Clock& clock)
    : clock_(clock), least_(settings.least), credentials_(std::move(credentials)) {
  if (!settings.client_ca_file.empty()) client_ca_.emplace(settings.client_ca_file);
}

Result<std::shared_ptr<TlsContextSource>> TlsContextSource::open(
    const TlsSettings& settings, std::unique_ptr<TlsCredentialSource> credentials, const Clock& clock) {
  const std::shared_ptr<TlsContextSource> source(
      new TlsContextSource(settings, std::move(credentials), clock));
  source->checked_at_ = clock.now();
  if (auto made = source->refresh(); !made) return made.error();
  if (settings.least < TlsVersion::v1_2)
    log::warning("--tls-min allows versions of TLS that are broken and that most clients refuse");
  return source;
}

std::shared_ptr<const TlsContext> TlsContextSource::current(TlsUse use) {
  const auto now = clock_.now();
  if (now - checked_at_ >= check_interval || now < checked_at_) {
    checked_at_ = now;
    const auto refreshed = refresh();
    auto failure = refreshed ? std::string() : refreshed.error().message;
    if (!failure.empty() && failure != last_failure_)
      log::warning("TLS goes on with the certificate that it has: {}", failure);
    last_failure_ = std::move(failure);
  }
  return use == TlsUse::web ? web_ : mail_;
}

// Half of a change may be read, such as a new certificate whose key is yet to be written: nothing is taken
// over until all of it fits.
Result<void> TlsContextSource::refresh() {
  auto found = credentials_->poll();
  if (!found) return found.error();
  if (*found) new_credentials_ = std::move(**found);
  if (client_ca_ && client_ca_->has_changed()) {
    auto read = client_ca_->read();
    if (!read) return read.error();
    new_client_ca_pem_ = std::move(*read);
  }
  if (!new_credentials_ && !new_client_ca_pem_) return {};
  auto taken =
      take(new_credentials_.value_or(credentials_in_use_), new_client_ca_pem_.value_or(client_ca_pem_));
  if (taken) new_credentials_.reset(), new_client_ca_pem_.reset();
  return taken;
}

Result<void> TlsContextSource::take(TlsCredentials credentials, std::string client_ca_pem) {
  auto web = TlsContext::make(credentials, TlsUse::web, least_);
  if (!web) return web.error();
  auto mail = TlsContext::make(credentials, TlsUse::mail, least_, client_ca_pem);
  if (!mail) return invalid_argument(fmt::format("{}: {}", client_ca_->path(), mail.error().message));
  if (mail_) log::info("TLS goes on with a new certificate: {}", credentials.certificate_name);
  if (!is_usable({credentials.certificate_pem, credentials.key_pem}, clock_.now()))
    log::warning("{}: the certificate has expired, so clients will refuse it", credentials.certificate_name);
  mail_ = std::move(*mail);
  web_ = std::move(*web);
  authority_pem_ = credentials.authority_pem;
  credentials_in_use_ = std::move(credentials);
  client_ca_pem_ = std::move(client_ca_pem);
  return {};
}

}  // namespace mailstop::net
