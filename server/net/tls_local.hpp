// --tls=auto: a local CA, and a certificate of it for the names in use. Kept beside the database or in
// memory; made when missing, and made again when a certificate nears its end or the names change. The CA's
// key stays for good, so that who trusts it once trusts it still.
//
//   net::TlsLocal local("mail.db", {"localhost", "127.0.0.1"}, clock);   // "mail.db.ca.pem", ...; "" for
//   memory
#pragma once
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "net/tls_authority.hpp"
#include "net/tls_credentials.hpp"

namespace mailstop::net {

class TlsLocal final : public TlsCredentialSource {
 public:
  TlsLocal(std::string prefix, std::vector<std::string> names, const Clock& clock);

  Result<std::optional<TlsCredentials>> poll() override;

  // The CA alone, made when missing.
  Result<std::string> authority_pem();

 private:
  Result<void> open_authority();
  Result<std::string> open_authority_key();
  Result<void> open_certificate();
  Result<void> issue();
  std::string path(std::string_view suffix) const { return prefix_ + std::string(suffix); }

  const std::string prefix_;
  const std::vector<std::string> names_;
  const Clock& clock_;
  KeyedCertificate authority_;
  KeyedCertificate server_;
};

// Where a database keeps its CA certificate: "mail.db.ca.pem".
std::string authority_file(const std::string& prefix);

}  // namespace mailstop::net
