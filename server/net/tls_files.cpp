#include "net/tls_files.hpp"

namespace mailstop::net {

TlsFiles::TlsFiles(const TlsSettings& settings)
    : certificate_(settings.certificate_file),
      key_(settings.key_file.empty() ? settings.certificate_file : settings.key_file) {}

Result<std::optional<TlsCredentials>> TlsFiles::poll() {
  std::optional<TlsCredentials> credentials;
  if (!certificate_.has_changed() && !key_.has_changed()) return credentials;
  auto certificate = certificate_.read();
  auto key = key_.read();
  if (!certificate) return certificate.error();
  if (!key) return key.error();
  credentials.emplace();
  credentials->certificate_pem = std::move(*certificate);
  credentials->key_pem = std::move(*key);
  credentials->certificate_name = certificate_.path();
  credentials->key_name = key_.path();
  return credentials;
}

}  // namespace mailstop::net
