#include "net/tls_context.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>

#include <new>

#include "net/tls_error.hpp"
#include "net/tls_objects.hpp"

namespace mailstop::net {
namespace {

int to_protocol(TlsVersion version) {
  switch (version) {
    case TlsVersion::v1_0:
      return TLS1_VERSION;
    case TlsVersion::v1_1:
      return TLS1_1_VERSION;
    case TlsVersion::v1_2:
      return TLS1_2_VERSION;
    case TlsVersion::v1_3:
      break;
  }
  return TLS1_3_VERSION;
}

int offer_index() {
  static const int index = SSL_get_ex_new_index(
      0, nullptr, nullptr, nullptr,
      [](void*, void* offer, CRYPTO_EX_DATA*, int, long, void*) { delete static_cast<std::string*>(offer); });
  return index;
}

// RFC 7301 section 3.1: each name is led by its length.
std::string join_protocols(const unsigned char* list, unsigned size) {
  std::string names;
  for (unsigned at = 0; at < size; at += 1u + list[at]) {
    if (!names.empty()) names += ',';
    names.append(reinterpret_cast<const char*>(list + at + 1), list[at]);
  }
  return names;
}

// SMTP has no name in ALPN: what the client offers is noted and nothing is chosen.
int note_protocols(SSL* ssl, const unsigned char**, unsigned char*, const unsigned char* list, unsigned size,
                   void*) {
  if (!SSL_get_ex_data(ssl, offer_index()))
    SSL_set_ex_data(ssl, offer_index(), new std::string(join_protocols(list, size)));
  return SSL_TLSEXT_ERR_NOACK;
}

int choose_http(SSL*, const unsigned char** chosen, unsigned char* chosen_size, const unsigned char* list,
                unsigned size, void*) {
  constexpr std::string_view wanted = "http/1.1";
  for (unsigned at = 0; at < size; at += 1u + list[at]) {
    if (std::string_view(reinterpret_cast<const char*>(list + at + 1), list[at]) != wanted) continue;
    *chosen = list + at + 1;
    *chosen_size = list[at];
    return SSL_TLSEXT_ERR_OK;
  }
  return SSL_TLSEXT_ERR_NOACK;
}

// TLS 1.0 and 1.1 sign with SHA-1, which OpenSSL's security level 1 and above refuse.
void configure(SSL_CTX* context, TlsUse use, TlsVersion least) {
  SSL_CTX_set_min_proto_version(context, to_protocol(least));
  if (least < TlsVersion::v1_2) SSL_CTX_set_cipher_list(context, "DEFAULT:@SECLEVEL=0");
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_dh_auto(context, 1);
  // Tickets resume without the server keeping anything.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_alpn_select_cb(context, use == TlsUse::web ? choose_http : note_protocols, nullptr);
}

Error in_certificate(const TlsCredentials& credentials, std::string_view what) {
  return invalid_argument(fmt::format("{}: {}", credentials.certificate_name, what));
}

Error in_key(const TlsCredentials& credentials, std::string_view what) {
  return invalid_argument(fmt::format("{}: {}", credentials.key_name, what));
}

Result<void> use_certificates(SSL_CTX* context, const TlsCredentials& credentials) {
  auto certificates = parse_certificates(credentials.certificate_pem);
  forget_tls_errors();
  if (certificates.empty())
    return in_certificate(credentials, "it holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
  if (SSL_CTX_use_certificate(context, certificates.front().get()) != 1)
    return in_certificate(credentials, fmt::format("its certificate cannot be used: {}", take_tls_error()));
  for (std::size_t i = 1; i < certificates.size(); ++i) {
    if (SSL_CTX_add0_chain_cert(context, certificates[i].get()) != 1)
      return in_certificate(credentials, fmt::format("its chain cannot be used: {}", take_tls_error()));
    certificates[i].release();
  }
  return {};
}

Result<void> use_key(SSL_CTX* context, const TlsCredentials& credentials) {
  const auto& pem = credentials.key_pem;
  if (pem.find("ENCRYPTED") != std::string::npos)
    return in_key(credentials,
                  "the key is encrypted, and nobody is asked for its password: write it without one "
                  "(openssl pkey -in KEY -out PLAIN_KEY)");
  const auto key = parse_key(pem);
  forget_tls_errors();
  if (!key) return in_key(credentials, "it holds no private key in PEM (-----BEGIN PRIVATE KEY-----)");
  if (X509_check_private_key(SSL_CTX_get0_certificate(context), key.get()) != 1) {
    forget_tls_errors();
    return in_key(credentials,
                  fmt::format("the key does not belong to the certificate in {}: give the key that "
                              "the certificate was made with, and the server's certificate first",
                              credentials.certificate_name));
  }
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1)
    return in_key(credentials, fmt::format("the key cannot be used: {}", take_tls_error()));
  return {};
}

// A session that is resumed must have been verified by these same rules.
Result<void> demand_client_certificate(SSL_CTX* context, const std::string& pem) {
  const auto authorities = parse_certificates(pem);
  forget_tls_errors();
  if (authorities.empty()) return invalid_argument("it holds no certificate in PEM");
  for (const auto& authority : authorities) {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority.get());
    SSL_CTX_add_client_CA(context, authority.get());
  }
  constexpr std::string_view name = "mailstop";
  SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char*>(name.data()), name.size());
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return {};
}

}  // namespace

Result<std::shared_ptr<const TlsContext>> TlsContext::make(const TlsCredentials& credentials, TlsUse use,
                                                           TlsVersion least,
                                                           const std::string& client_ca_pem) {
  forget_tls_errors();
  const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
  if (!context) throw std::bad_alloc();
  configure(context.get(), use, least);
  if (auto used = use_certificates(context.get(), credentials); !used) return used.error();
  if (auto used = use_key(context.get(), credentials); !used) return used.error();
  if (use == TlsUse::mail && !client_ca_pem.empty()) {
    if (auto asked = demand_client_certificate(context.get(), client_ca_pem); !asked) return asked.error();
  }
  return std::shared_ptr<const TlsContext>(new TlsContext(context));
}

ssl_st* TlsContext::new_session() const {
  SSL* const session = SSL_new(context_.get());
  if (!session) throw std::bad_alloc();
  return session;
}

std::string TlsContext::offered_alpn(const ssl_st* session) {
  const auto* const offer = static_cast<const std::string*>(SSL_get_ex_data(session, offer_index()));
  return offer ? *offer : std::string();
}

}  // namespace mailstop::net
