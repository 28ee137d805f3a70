// Which AUTH mechanisms a list of users can serve.
#pragma once
#include "listeners/user_file.hpp"
#include "protocol/smtp/settings.hpp"

namespace mailstop::listeners {

// Takes from the settings of a session what needs passwords in plain when some are known as hashes only. AUTH
// is off when nothing is left.
void offer_mechanisms(smtp::SessionSettings& settings, const UserList& users);

// The error says why --auth-mechanisms and the list of users do not go together.
Result<void> check_mechanisms(const smtp::SessionSettings& settings, const UserList& users);

// Likewise where any credentials are good.
Result<void> check_mechanisms(const smtp::SessionSettings& settings);

}  // namespace mailstop::listeners
