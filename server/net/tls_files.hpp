// The certificate and the key that --tls-cert and --tls-key name, taken up anew when the files change.
#pragma once
#include "net/tls_credentials.hpp"
#include "net/tls_file.hpp"
#include "net/tls_settings.hpp"

namespace mailstop::net {

class TlsFiles final : public TlsCredentialSource {
 public:
  explicit TlsFiles(const TlsSettings& settings);

  Result<std::optional<TlsCredentials>> poll() override;

 private:
  TlsFile certificate_;
  TlsFile key_;
};

}  // namespace mailstop::net
