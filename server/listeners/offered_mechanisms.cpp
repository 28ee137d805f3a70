#include "listeners/offered_mechanisms.hpp"

#include <algorithm>
#include <string_view>

namespace mailstop::listeners {
namespace {

constexpr std::string_view served_by_hashes[] = {"PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER", "EXTERNAL"};

bool is_served(const std::string& mechanism) {
  return std::find(std::begin(served_by_hashes), std::end(served_by_hashes), mechanism) !=
         std::end(served_by_hashes);
}

}  // namespace

void offer_mechanisms(smtp::SessionSettings& settings, const UserList& users) {
  if (users.knows_passwords()) return;
  auto& allowed = settings.auth_mechanisms;
  if (allowed.empty()) {
    allowed.assign(std::begin(served_by_hashes), std::end(served_by_hashes));
    return;
  }
  std::erase_if(allowed, [](const std::string& mechanism) { return !is_served(mechanism); });
  // An empty list would allow all.
  if (allowed.empty()) settings.auth = smtp::AuthMode::off;
}

Result<void> check_mechanisms(const smtp::SessionSettings& settings) {
  const auto& allowed = settings.auth_mechanisms;
  const auto wants_passwords = [](const std::string& mechanism) { return mechanism.starts_with("SCRAM"); };
  if (allowed.empty() || !std::all_of(allowed.begin(), allowed.end(), wants_passwords)) return {};
  return invalid_argument(
      "none of --auth-mechanisms can be served: SCRAM proves a password that the server knows, from "
      "--auth-file");
}

Result<void> check_mechanisms(const smtp::SessionSettings& settings, const UserList& users) {
  auto offered = settings;
  offer_mechanisms(offered, users);
  if (offered.auth == settings.auth) return {};
  return invalid_argument(
      "none of --auth-mechanisms can be served: they need each password of --auth-file in plain");
}

}  // namespace mailstop::listeners
