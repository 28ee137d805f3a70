// Makes certificates (RFC 5280): a CA of one's own, and a server's certificate of it. Values in, values out;
// nothing is read or written.
#pragma once
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace mailstop::net {

struct KeyedCertificate {
  std::string certificate_pem;
  std::string key_pem;
};

// EC P-256, PKCS#8
Result<std::string> make_key_pem();

// Valid for ten years. The same key always gets the same name, so a renewed CA is trusted as the old one was.
Result<std::string> make_authority(const std::string& key_pem, Timestamp now);

// For host names and addresses, valid for 397 days (the most that browsers take).
Result<KeyedCertificate> issue_certificate(const KeyedCertificate& authority,
                                           const std::vector<std::string>& names, Timestamp now);

// True when the certificate fits its key and ends not before `until`.
bool is_usable(const KeyedCertificate& pair, Timestamp until);

bool is_issued_by(const std::string& certificate_pem, const std::string& authority_pem);

// Of the subject alternative name, sorted: "127.0.0.1", "localhost".
std::vector<std::string> names_of(const std::string& certificate_pem);

}  // namespace mailstop::net
