// The settings of TLS on the client's side: whom to trust. Immutable and shared by the connections of a
// client.
#pragma once
#include <memory>
#include <string>

#include "base/result.hpp"

struct ssl_ctx_st;
struct ssl_st;

namespace mailstop::net {

enum class Verify { certificate, nothing };

class TlsClientContext {
 public:
  // Trusts the CAs of this file in PEM; "" the system's. Errors say what is wrong with the file.
  static Result<std::shared_ptr<const TlsClientContext>> make(const std::string& ca_file, Verify verify);

  // A handshake to be with the server `host`, a name or an address; the caller frees it with SSL_free.
  ssl_st* new_session(const std::string& host) const;

  // Why the certificate of a session whose handshake failed is not trusted; "" when that was not it.
  static std::string distrust_of(const ssl_st* session);

 private:
  TlsClientContext(std::shared_ptr<ssl_ctx_st> context, Verify verify)
      : context_(std::move(context)), verify_(verify) {}

  std::shared_ptr<ssl_ctx_st> context_;
  Verify verify_;
};

}  // namespace mailstop::net
