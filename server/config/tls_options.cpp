#include "config/tls_options.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "config/option_values.hpp"

namespace mailstop::config {
namespace {

using net::TlsMode;
using net::TlsVersion;
using Text = std::string_view;

constexpr std::pair<Text, TlsMode> modes[] = {{"off", TlsMode::off}, {"auto", TlsMode::automatic}};
constexpr std::pair<Text, TlsVersion> versions[] = {{"1.0", TlsVersion::v1_0},
                                                    {"1.1", TlsVersion::v1_1},
                                                    {"1.2", TlsVersion::v1_2},
                                                    {"1.3", TlsVersion::v1_3}};

// What a certificate may hold and a client may look for; Mozilla's library rejects a whole certificate for
// one bad wildcard.
bool is_certificate_name(Text name) {
  if (name.starts_with("*.")) {
    name.remove_prefix(2);
    if (name.find('.') == Text::npos) return false;
  }
  constexpr Text letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:";
  return !name.empty() && name.size() <= 253 && name.find_first_not_of(letters) == Text::npos;
}

Result<void> add_names(Settings& settings, Text value) {
  for (const auto part : split(value, ',')) {
    const auto name = trim(part);
    if (!is_certificate_name(name))
      return invalid_argument(
          fmt::format("\"{}\" is not a host name or an address, such as mail.test, *.mail.test "
                      "or 192.0.2.7",
                      escape_controls(name)));
    settings.tls.names.emplace_back(name);
  }
  return {};
}

Result<void> set_file(std::string& target, Text value) {
  if (value.empty()) return invalid_argument("the name of the file is missing");
  target = value;
  return {};
}

constexpr Option tls_table[] = {
    {"tls", "off|auto", Arity::once, "off, or the certificate of --tls-cert",
     "auto: offer STARTTLS with a certificate of a local CA, which is made at first use and kept beside the "
     "database",
     [](Settings& s, Text v) { return set_choice(s.tls.mode, v, modes); }},
    {"tls-cert", "FILE", Arity::once, "none",
     "offer STARTTLS with this certificate and its chain in PEM; taken up anew when it changes",
     [](Settings& s, Text v) { return set_file(s.tls.certificate_file, v); }},
    {"tls-key", "FILE", Arity::once, "the file of --tls-cert", "the private key of the certificate, in PEM",
     [](Settings& s, Text v) { return set_file(s.tls.key_file, v); }},
    {"tls-name", "NAME,...", Arity::repeatable, "none",
     "further names and addresses for the certificate of --tls=auto", add_names},
    {"tls-min", "1.0|1.1|1.2|1.3", Arity::once, "1.2", "the oldest version of TLS that a client may use",
     [](Settings& s, Text v) { return set_choice(s.tls.least, v, versions); }},
    {"tls-client-ca", "FILE", Arity::once, "none",
     "mail clients must show a certificate of a CA in this file when they begin TLS",
     [](Settings& s, Text v) { return set_file(s.tls.client_ca_file, v); }},
    {"http-tls", "", Arity::flag, "off",
     "serve the inbox and the REST API over HTTPS, with the same certificate; without one as with --tls=auto",
     [](Settings& s, Text v) { return set_switch(s.http.tls, v); }},
};

}  // namespace

std::span<const Option> tls_options() {
  return tls_table;
}

}  // namespace mailstop::config
