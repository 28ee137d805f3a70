#include "app/commands/ca.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "app/commands/failure.hpp"
#include "app/database_path.hpp"
#include "app/environment.hpp"
#include "app/tls_source.hpp"
#include "net/tls_local.hpp"

namespace mailstop::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view hint = R"(The CA that signs this Mailstop's certificates is in

  {0}

Only the Mailstop that uses this database has its key. A running one gives it too: GET /v1/ca.pem

One program, for a test run (nothing is installed):
  curl             curl --cacert {0} ...
  OpenSSL          export SSL_CERT_FILE={0}
  Python           ssl.create_default_context(cafile="{0}")
  Python requests  export REQUESTS_CA_BUNDLE={0}
  Node.js          export NODE_EXTRA_CA_CERTS={0}
  Java             keytool -importcert -noprompt -alias mailstop -file {0} \
                     -keystore mailstop.jks -storepass changeit
                   java -Djavax.net.ssl.trustStore=mailstop.jks -Djavax.net.ssl.trustStorePassword=changeit ...
  Go, Ruby, PHP    export SSL_CERT_FILE={0}

This machine, for good:
  Debian, Ubuntu   sudo cp {0} /usr/local/share/ca-certificates/mailstop.crt
                   sudo update-ca-certificates
  Fedora, RHEL     sudo cp {0} /etc/pki/ca-trust/source/anchors/mailstop.pem
                   sudo update-ca-trust
  macOS            sudo security add-trusted-cert -d -r trustRoot \
                     -k /Library/Keychains/System.keychain {0}
  Windows          certutil -addstore -f Root {0}      (as administrator)
  Firefox          Settings, Privacy & Security, Certificates, View Certificates, Authorities, Import
)";

Result<std::string> find_database(const config::Settings& settings) {
  if (!settings.tls.certificate_file.empty())
    return invalid_argument(
        "with --tls-cert the certificate is your own: clients need the CA that signed it, not one of "
        "Mailstop");
  if (settings.store.ephemeral)
    return invalid_argument(
        "with --ephemeral each run has a CA of its own in memory: ask the running server with GET "
        "/v1/ca.pem");
  if (!settings.store.path.empty()) return settings.store.path;
  return default_database_path(process_environment);
}

// For the owner alone, as the store makes it.
Result<void> make_folder(const fs::path& folder) {
  std::error_code error;
  if (folder.empty() || !fs::create_directories(folder, error)) {
    if (!error) return {};
    return invalid_argument(fmt::format("cannot make the folder {}: {}", folder.string(), error.message()));
  }
  fs::permissions(folder, fs::perms::owner_all, error);
  return {};
}

}  // namespace

int print_ca(config::PrintCa command) {
  const auto database = find_database(command.settings);
  if (!database) return fail(database.error());
  if (auto made = make_folder(fs::path(*database).parent_path()); !made) return fail(made.error());
  const SystemClock clock;
  const auto pem = net::TlsLocal(*database, {}, clock).authority_pem();
  if (!pem) return fail(pem.error());
  if (command.install_hint) {
    fmt::print(fmt::runtime(hint), fs::absolute(net::authority_file(*database)).string());
  } else {
    fmt::print("{}", *pem);
  }
  return 0;
}

}  // namespace mailstop::app
