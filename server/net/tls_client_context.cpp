#include "net/tls_client_context.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/asio/ip/address.hpp>
#include <new>

#include "base/task.hpp"
#include "net/tls_error.hpp"

namespace mailstop::net {

Result<std::shared_ptr<const TlsClientContext>> TlsClientContext::make(const std::string& ca_file,
                                                                       Verify verify) {
  forget_tls_errors();
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  if (!context) throw std::bad_alloc();
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  if (ca_file.empty())
    SSL_CTX_set_default_verify_paths(context.get());
  else if (SSL_CTX_load_verify_file(context.get(), ca_file.c_str()) != 1)
    return invalid_argument(fmt::format("{}: it holds no certificate in PEM: {}", ca_file, take_tls_error()));
  SSL_CTX_set_verify(context.get(), verify == Verify::nothing ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nullptr);
  return std::shared_ptr<const TlsClientContext>(new TlsClientContext(std::move(context), verify));
}

// RFC 6066 section 3: an address is no server name.
ssl_st* TlsClientContext::new_session(const std::string& host) const {
  SSL* const session = SSL_new(context_.get());
  if (!session) throw std::bad_alloc();
  boost::system::error_code error;
  asio::ip::make_address(host, error);
  const bool is_address = !error;
  if (!is_address) SSL_set_tlsext_host_name(session, host.c_str());
  if (verify_ == Verify::nothing) return session;
  if (is_address)
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host.c_str());
  else
    SSL_set1_host(session, host.c_str());
  return session;
}

std::string TlsClientContext::distrust_of(const ssl_st* session) {
  const long result = SSL_get_verify_result(session);
  return result == X509_V_OK ? "" : X509_verify_cert_error_string(result);
}

}  // namespace mailstop::net
