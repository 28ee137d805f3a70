#include "net/tls_local.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "net/tls_file.hpp"

namespace mailstop::net {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view authority_suffix = ".ca.pem";
constexpr std::string_view authority_key_suffix = ".ca.key";
constexpr std::string_view certificate_suffix = ".tls.pem";
constexpr std::string_view key_suffix = ".tls.key";
constexpr mode_t for_all = 0644;
constexpr mode_t for_owner = 0600;

constexpr auto renewed_before = 24h * 30;

// "" when there is none.
Result<std::string> read_if_there(const std::string& path) {
  if (::access(path.c_str(), F_OK) != 0) return std::string();
  return TlsFile(path).read();
}

std::vector<std::string> sort(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

std::string authority_file(const std::string& prefix) {
  return prefix + std::string(authority_suffix);
}

TlsLocal::TlsLocal(std::string prefix, std::vector<std::string> names, const Clock& clock)
    : prefix_(std::move(prefix)), names_(sort(std::move(names))), clock_(clock) {}

Result<std::optional<TlsCredentials>> TlsLocal::poll() {
  std::optional<TlsCredentials> credentials;
  if (is_usable(server_, clock_.now() + renewed_before)) return credentials;
  if (auto opened = open_authority(); !opened) return opened.error();
  if (auto opened = open_certificate(); !opened) return opened.error();
  credentials.emplace();
  credentials->certificate_pem = server_.certificate_pem;
  credentials->key_pem = server_.key_pem;
  credentials->authority_pem = authority_.certificate_pem;
  credentials->certificate_name = prefix_.empty() ? "the automatic certificate" : path(certificate_suffix);
  credentials->key_name = prefix_.empty() ? "the automatic key" : path(key_suffix);
  return credentials;
}

Result<std::string> TlsLocal::authority_pem() {
  if (auto opened = open_authority(); !opened) return opened.error();
  return authority_.certificate_pem;
}

Result<void> TlsLocal::open_authority() {
  auto key = open_authority_key();
  if (!key) return key.error();
  authority_.key_pem = std::move(*key);
  if (!prefix_.empty()) {
    auto certificate = read_if_there(path(authority_suffix));
    if (!certificate) return certificate.error();
    authority_.certificate_pem = std::move(*certificate);
  }
  if (is_usable(authority_, clock_.now() + renewed_before)) return {};
  auto made = make_authority(authority_.key_pem, clock_.now());
  if (!made)
    return invalid_argument(
        fmt::format("{}: {}; remove the file and a new CA is made, which clients must trust "
                    "anew",
                    path(authority_key_suffix), made.error().message));
  authority_.certificate_pem = std::move(*made);
  if (prefix_.empty()) return {};
  return write_tls_file(path(authority_suffix), authority_.certificate_pem, for_all);
}

// Two processes that begin at once must end up with one key.
Result<std::string> TlsLocal::open_authority_key() {
  if (!authority_.key_pem.empty()) return authority_.key_pem;
  if (prefix_.empty()) return make_key_pem();
  const auto file = path(authority_key_suffix);
  auto key = read_if_there(file);
  if (!key || !key->empty()) return key;
  auto made = make_key_pem();
  if (!made) return made;
  if (auto written = write_tls_file(file, *made, for_owner, IfThere::keep); !written) return written.error();
  log::info("a local CA for TLS is made: {}", path(authority_suffix));
  return TlsFile(file).read();
}

Result<void> TlsLocal::open_certificate() {
  if (prefix_.empty()) return issue();
  auto certificate = read_if_there(path(certificate_suffix));
  if (!certificate) return certificate.error();
  auto key = read_if_there(path(key_suffix));
  if (!key) return key.error();
  KeyedCertificate found{std::move(*certificate), std::move(*key)};
  const bool is_fit = is_usable(found, clock_.now() + renewed_before) &&
                      is_issued_by(found.certificate_pem, authority_.certificate_pem) &&
                      names_of(found.certificate_pem) == names_;
  if (!is_fit) return issue();
  server_ = std::move(found);
  return {};
}

Result<void> TlsLocal::issue() {
  auto issued = issue_certificate(authority_, names_, clock_.now());
  if (!issued) return issued.error();
  server_ = std::move(*issued);
  if (prefix_.empty()) return {};
  if (auto written = write_tls_file(path(key_suffix), server_.key_pem, for_owner); !written)
    return written.error();
  return write_tls_file(path(certificate_suffix), server_.certificate_pem, for_all);
}

}  // namespace mailstop::net
