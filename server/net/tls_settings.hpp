// What a person may say about TLS.
#pragma once
#include <string>
#include <vector>

namespace mailstop::net {

enum class TlsMode {
  off,        // unless there is a certificate_file
  automatic,  // a local CA and a certificate of it, made at first use
};

enum class TlsVersion { v1_0, v1_1, v1_2, v1_3 };

struct TlsSettings {
  TlsMode mode = TlsMode::off;
  std::string certificate_file;    // "" when none was given
  std::string key_file;            // "" when the key is in certificate_file
  std::vector<std::string> names;  // further names and addresses of the automatic certificate
  TlsVersion least = TlsVersion::v1_2;
  std::string client_ca_file;  // mail clients must show a certificate of this CA; "" asks for none
};

}  // namespace mailstop::net
