// Certificates for the tests of TLS, made once, as they are for --tls=auto.
#pragma once
#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>

#include "net/tls_authority.hpp"
#include "net/tls_context.hpp"
#include "net/tls_objects.hpp"
#include "support/tls_peer.hpp"

namespace mailstop::net {

inline KeyedCertificate make_test_authority() {
  KeyedCertificate authority;
  authority.key_pem = make_key_pem().value();
  authority.certificate_pem = make_authority(authority.key_pem, SystemClock().now()).value();
  return authority;
}

inline const KeyedCertificate& test_authority() {
  static const auto authority = make_test_authority();
  return authority;
}

inline const KeyedCertificate& test_certificate() {
  static const auto certificate =
      issue_certificate(test_authority(), {"localhost", "127.0.0.1", "::1"}, SystemClock().now()).value();
  return certificate;
}

// Signed by itself: CN=alice, O=Example.
inline KeyedCertificate make_client_certificate() {
  KeyedCertificate made;
  made.key_pem = make_key_pem().value();
  const auto key = parse_key(made.key_pem);
  const CertificatePtr certificate(X509_new());
  X509_set_version(certificate.get(), X509_VERSION_3);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  auto* const name = X509_get_subject_name(certificate.get());
  const auto add = [&](const char* field, const char* value) {
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_ASC, reinterpret_cast<const unsigned char*>(value), -1,
                               -1, 0);
  };
  add("O", "Example");
  add("CN", "alice");
  X509_set_issuer_name(certificate.get(), name);
  X509_set_pubkey(certificate.get(), key.get());
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  const BioPtr out(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(out.get(), certificate.get());
  made.certificate_pem = text_of(out.get());
  return made;
}

inline TlsCredentials test_credentials() {
  TlsCredentials credentials;
  credentials.certificate_pem = test_certificate().certificate_pem;
  credentials.key_pem = test_certificate().key_pem;
  credentials.authority_pem = test_authority().certificate_pem;
  credentials.certificate_name = "cert.pem";
  credentials.key_name = "key.pem";
  return credentials;
}

inline std::shared_ptr<const TlsContext> test_context(TlsVersion least = TlsVersion::v1_2,
                                                      const std::string& client_ca = {}) {
  return TlsContext::make(test_credentials(), TlsUse::mail, least, client_ca).value();
}

inline test::TlsPeerOptions trusting_peer() {
  test::TlsPeerOptions options;
  options.trusted_pem = test_authority().certificate_pem;
  return options;
}

}  // namespace mailstop::net
