// The settings of TLS on the server's side with a certificate and its key: what each connection's handshake
// is made from. Immutable and shared, so that a connection keeps its own while TlsContextSource takes up the
// next.
#pragma once
#include <memory>
#include <string>

#include "base/result.hpp"
#include "net/tls_credentials.hpp"
#include "net/tls_settings.hpp"

struct ssl_ctx_st;
struct ssl_st;

namespace mailstop::net {

enum class TlsUse {
  mail,  // asks for a client certificate when there is a client CA
  web,   // never asks, so that browsers can open the page; ALPN chooses http/1.1
};

class TlsContext {
 public:
  // Errors say what is wrong with which of the two.
  static Result<std::shared_ptr<const TlsContext>> make(const TlsCredentials& credentials, TlsUse use,
                                                        TlsVersion least,
                                                        const std::string& client_ca_pem = {});

  // A handshake to be, for the server's side; the caller frees it with SSL_free.
  ssl_st* new_session() const;

  // The protocols that the client of a session offered (RFC 7301), "h2,http/1.1".
  static std::string offered_alpn(const ssl_st* session);

 private:
  explicit TlsContext(std::shared_ptr<ssl_ctx_st> context) : context_(std::move(context)) {}

  std::shared_ptr<ssl_ctx_st> context_;
};

}  // namespace mailstop::net
