// A certificate and its key, and where they come from: files of the user (tls_files.hpp) or a local CA
// (tls_local.hpp).
#pragma once
#include <optional>
#include <string>

#include "base/result.hpp"

namespace mailstop::net {

struct TlsCredentials {
  std::string certificate_pem;   // the server's own first, then its chain
  std::string key_pem;           // not encrypted
  std::string authority_pem;     // the local CA; "" when the certificate is not from it
  std::string certificate_name;  // what messages call the two: the files
  std::string key_name;
};

class TlsCredentialSource {
 public:
  virtual ~TlsCredentialSource() = default;

  // The first call gives the credentials; later ones give new ones only when they have changed.
  virtual Result<std::optional<TlsCredentials>> poll() = 0;
};

}  // namespace mailstop::net
