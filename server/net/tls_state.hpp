// What a finished TLS handshake says about a connection. A value; made by TlsConnection, kept by who wants
// it.
#pragma once
#include <string>

namespace mailstop::net {

struct TlsState {
  std::string version;         // "TLSv1.3"
  std::string cipher;          // "TLS_AES_256_GCM_SHA384"
  std::string server_name;     // that the client asked for (SNI, RFC 6066), "" for none
  std::string alpn;            // what the client offered (RFC 7301), "h2,http/1.1"; "" for none
  std::string client_subject;  // of the verified client certificate, "CN=alice,O=Example"; "" for none
  std::string unique;          // channel binding tls-unique (RFC 5929), up to TLS 1.2
  std::string exporter;        // channel binding tls-exporter (RFC 9266), from TLS 1.3 on
};

}  // namespace mailstop::net
