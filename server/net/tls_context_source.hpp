// Gives each new connection the TLS context of the moment. Files are looked at when a connection comes, at
// most once a second; what is broken or half written is logged and the old context stays. Shared by all
// listeners; thread: the executor's of the listeners.
//
//   auto source = net::TlsContextSource::open(settings, store, clock);
//   net::TlsConnection connection(tcp, (*source)->current(net::TlsUse::mail));
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "net/tls_context.hpp"
#include "net/tls_credentials.hpp"
#include "net/tls_file.hpp"
#include "net/tls_settings.hpp"

namespace mailstop::net {

class TlsContextSource {
 public:
  // Errors name the file and the cure.
  static Result<std::shared_ptr<TlsContextSource>> open(const TlsSettings& settings,
                                                        std::unique_ptr<TlsCredentialSource> credentials,
                                                        const Clock& clock);

  std::shared_ptr<const TlsContext> current(TlsUse use);

  // The certificate of the local CA in PEM; "" when the certificate is the user's own.
  const std::string& authority_pem() const { return authority_pem_; }

 private:
  TlsContextSource(const TlsSettings& settings, std::unique_ptr<TlsCredentialSource> credentials,
                   const Clock& clock);

  Result<void> refresh();
  Result<void> take(TlsCredentials credentials, std::string client_ca_pem);

  const Clock& clock_;
  const TlsVersion least_;
  std::unique_ptr<TlsCredentialSource> credentials_;
  std::optional<TlsFile> client_ca_;
  TlsCredentials credentials_in_use_;
  std::string client_ca_pem_;
  // Found, and not yet taken: what it goes with does not fit yet.
  std::optional<TlsCredentials> new_credentials_;
  std::optional<std::string> new_client_ca_pem_;
  std::string authority_pem_;
  std::string last_failure_;  // logged once
  Timestamp checked_at_{};
  std::shared_ptr<const TlsContext> mail_;
  std::shared_ptr<const TlsContext> web_;
};

}  // namespace mailstop::net
