// Addresses of a header field (RFC 5322 section 3.4), read leniently: what cannot be read stays visible as a
// name.
#pragma once
#include <string_view>
#include <vector>

#include "mail/address.hpp"
#include "mail/defect.hpp"

namespace mailstop::mail {

// Appends the addresses of a field's raw value; those of a group come one by one, an empty group as its name.
void read_addresses(std::string_view raw_value, std::vector<Address>& addresses, Defects& defects);

}  // namespace mailstop::mail
