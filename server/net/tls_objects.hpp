// OpenSSL's objects as owning pointers, and PEM text as objects. For the tls_*.cpp of this folder only.
#pragma once
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mailstop::net {

template <auto free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const {
    free(object);
  }
};

using BioPtr = std::unique_ptr<BIO, FreeWith<&BIO_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, FreeWith<&EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, FreeWith<&X509_free>>;

inline BioPtr open_text(std::string_view text) {
  return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

inline std::string text_of(BIO* bio) {
  char* text = nullptr;
  const auto size = BIO_get_mem_data(bio, &text);
  return {text, static_cast<std::size_t>(size)};
}

// All certificates of a PEM text, up to the first that cannot be read.
inline std::vector<CertificatePtr> parse_certificates(std::string_view pem) {
  std::vector<CertificatePtr> certificates;
  const auto text = open_text(pem);
  while (auto* certificate = PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr))
    certificates.emplace_back(certificate);
  return certificates;
}

// Null when there is none. Without this callback OpenSSL would ask for a password on the terminal.
inline KeyPtr parse_key(std::string_view pem) {
  const auto text = open_text(pem);
  const auto no_password = [](char*, int, int, void*) { return -1; };
  return KeyPtr(PEM_read_bio_PrivateKey(text.get(), nullptr, no_password, nullptr));
}

}  // namespace mailstop::net
