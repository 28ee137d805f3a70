#include "net/tls_authority.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <ctime>

#include "base/digest.hpp"
#include "base/task.hpp"
#include "net/tls_error.hpp"
#include "net/tls_objects.hpp"

namespace mailstop::net {
namespace {

using namespace std::chrono_literals;

// Clocks of a test network are not always right.
constexpr auto backdating = 24h;
constexpr auto authority_life = 24h * 3652;
constexpr auto certificate_life = 24h * 397 - backdating;

constexpr std::size_t longest_common_name = 64;  // RFC 5280 appendix A.1

std::time_t to_seconds(Timestamp time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

Error failed(std::string_view what) {
  return {Errc::unavailable, fmt::format("cannot make {}: {}", what, take_tls_error())};
}

template <class Object, class Writer>
std::string to_pem(Writer write, Object* object) {
  const BioPtr out(BIO_new(BIO_s_mem()));
  write(out.get(), object);
  return text_of(out.get());
}

std::string to_pem(X509* certificate) {
  return to_pem(PEM_write_bio_X509, certificate);
}

std::string to_pem(EVP_PKEY* key) {
  const auto write = [](BIO* out, EVP_PKEY* it) {
    PEM_write_bio_PrivateKey(out, it, nullptr, nullptr, 0, nullptr, nullptr);
  };
  return to_pem(write, key);
}

std::string fingerprint(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  if (size <= 0) return {};
  const std::string bytes(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return to_hex(digest(Hash::sha256, bytes));
}

void add_name(X509_NAME* name, const char* field, std::string_view value) {
  X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.data()),
                             static_cast<int>(value.size()), -1, 0);
}

void add_extension(X509* certificate, X509* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
  if (extension) X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

// RFC 5280 section 4.1.2.2: positive, at most 20 octets, never used twice.
void set_random_serial(X509* certificate) {
  std::array<unsigned char, 16> bytes{};
  RAND_bytes(bytes.data(), bytes.size());
  bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7f) | 0x40);
  BIGNUM* const number = BN_bin2bn(bytes.data(), bytes.size(), nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
  BN_free(number);
}

CertificatePtr begin_certificate(EVP_PKEY* key, Timestamp now, std::chrono::hours life) {
  CertificatePtr certificate(X509_new());
  X509_set_version(certificate.get(), X509_VERSION_3);
  set_random_serial(certificate.get());
  ASN1_TIME_set(X509_getm_notBefore(certificate.get()), to_seconds(now - backdating));
  ASN1_TIME_set(X509_getm_notAfter(certificate.get()), to_seconds(now + life));
  X509_set_pubkey(certificate.get(), key);
  add_name(X509_get_subject_name(certificate.get()), "O", "Mailstop");
  return certificate;
}

GENERAL_NAME* to_general_name(const std::string& text) {
  GENERAL_NAME* const name = GENERAL_NAME_new();
  boost::system::error_code error;
  const auto address = asio::ip::make_address(text, error);
  ASN1_STRING* value = ASN1_STRING_type_new(error ? V_ASN1_IA5STRING : V_ASN1_OCTET_STRING);
  if (error) {
    ASN1_STRING_set(value, text.data(), static_cast<int>(text.size()));
  } else if (address.is_v4()) {
    const auto bytes = address.to_v4().to_bytes();
    ASN1_STRING_set(value, bytes.data(), bytes.size());
  } else {
    const auto bytes = address.to_v6().to_bytes();
    ASN1_STRING_set(value, bytes.data(), bytes.size());
  }
  GENERAL_NAME_set0_value(name, error ? GEN_DNS : GEN_IPADD, value);
  return name;
}

std::string to_text(const GENERAL_NAME* name) {
  int kind = 0;
  const auto* const value = static_cast<const ASN1_STRING*>(GENERAL_NAME_get0_value(name, &kind));
  const auto* const data = ASN1_STRING_get0_data(value);
  const auto size = static_cast<std::size_t>(ASN1_STRING_length(value));
  if (kind == GEN_DNS) return {reinterpret_cast<const char*>(data), size};
  if (kind != GEN_IPADD) return {};
  asio::ip::address_v4::bytes_type v4{};
  asio::ip::address_v6::bytes_type v6{};
  if (size == v4.size()) {
    std::copy_n(data, size, v4.begin());
    return asio::ip::address_v4(v4).to_string();
  }
  if (size != v6.size()) return {};
  std::copy_n(data, size, v6.begin());
  return asio::ip::address_v6(v6).to_string();
}

void add_names(X509* certificate, const std::vector<std::string>& names) {
  GENERAL_NAMES* const list = GENERAL_NAMES_new();
  for (const auto& name : names) sk_GENERAL_NAME_push(list, to_general_name(name));
  X509_add1_ext_i2d(certificate, NID_subject_alt_name, list, 0, 0);
  GENERAL_NAMES_free(list);
}

}  // namespace

Result<std::string> make_key_pem() {
  forget_tls_errors();
  const KeyPtr key(EVP_EC_gen("P-256"));
  if (!key) return failed("a key");
  return to_pem(key.get());
}

Result<std::string> make_authority(const std::string& key_pem, Timestamp now) {
  forget_tls_errors();
  const auto key = parse_key(key_pem);
  if (!key) return failed("a CA");
  const auto certificate = begin_certificate(key.get(), now, authority_life);
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  add_name(name, "CN", fmt::format("Mailstop local CA {}", fingerprint(key.get()).substr(0, 8)));
  X509_set_issuer_name(certificate.get(), name);
  auto* const it = certificate.get();
  add_extension(it, it, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  add_extension(it, it, NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension(it, it, NID_subject_key_identifier, "hash");
  if (X509_sign(it, key.get(), EVP_sha256()) == 0) return failed("a CA");
  return to_pem(it);
}

Result<KeyedCertificate> issue_certificate(const KeyedCertificate& authority,
                                           const std::vector<std::string>& names, Timestamp now) {
  forget_tls_errors();
  const auto issuers = parse_certificates(authority.certificate_pem);
  const auto issuer_key = parse_key(authority.key_pem);
  const KeyPtr key(EVP_EC_gen("P-256"));
  if (issuers.empty() || !issuer_key || !key) return failed("a certificate");
  auto* const issuer = issuers.front().get();
  const auto certificate = begin_certificate(key.get(), now, certificate_life);
  auto* const it = certificate.get();
  const auto is_short = [](const std::string& name) { return name.size() <= longest_common_name; };
  const auto common = std::find_if(names.begin(), names.end(), is_short);
  if (common != names.end()) add_name(X509_get_subject_name(it), "CN", *common);
  X509_set_issuer_name(it, X509_get_subject_name(issuer));
  add_extension(it, issuer, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(it, issuer, NID_key_usage, "critical,digitalSignature");
  add_extension(it, issuer, NID_ext_key_usage, "serverAuth");
  add_extension(it, issuer, NID_subject_key_identifier, "hash");
  add_extension(it, issuer, NID_authority_key_identifier, "keyid");
  add_names(it, names);
  if (X509_sign(it, issuer_key.get(), EVP_sha256()) == 0) return failed("a certificate");
  return KeyedCertificate{to_pem(it), to_pem(key.get())};
}

bool is_usable(const KeyedCertificate& pair, Timestamp until) {
  const auto certificates = parse_certificates(pair.certificate_pem);
  const auto key = parse_key(pair.key_pem);
  bool is_good = false;
  if (!certificates.empty() && key) {
    auto* const certificate = certificates.front().get();
    is_good = X509_check_private_key(certificate, key.get()) == 1 &&
              ASN1_TIME_cmp_time_t(X509_get0_notAfter(certificate), to_seconds(until)) > 0;
  }
  forget_tls_errors();
  return is_good;
}

bool is_issued_by(const std::string& certificate_pem, const std::string& authority_pem) {
  const auto certificates = parse_certificates(certificate_pem);
  const auto authorities = parse_certificates(authority_pem);
  bool is_issued = false;
  if (!certificates.empty() && !authorities.empty()) {
    auto* const key = X509_get0_pubkey(authorities.front().get());
    is_issued = key && X509_verify(certificates.front().get(), key) == 1;
  }
  forget_tls_errors();
  return is_issued;
}

std::vector<std::string> names_of(const std::string& certificate_pem) {
  std::vector<std::string> names;
  const auto certificates = parse_certificates(certificate_pem);
  forget_tls_errors();
  if (certificates.empty()) return names;
  auto* const list = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificates.front().get(), NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; i < sk_GENERAL_NAME_num(list); ++i)
    names.push_back(to_text(sk_GENERAL_NAME_value(list, i)));
  GENERAL_NAMES_free(list);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace mailstop::net
