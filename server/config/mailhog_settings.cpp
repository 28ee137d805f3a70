// What MailHog's MH_* variables mean here.
#include "base/text.hpp"
#include "config/foreign_settings.hpp"

namespace mailstop::config {
namespace {

std::string memory_only(std::string_view storage) {
  return storage == "memory" ? "true" : "";
}

std::string invitation(std::string_view value) {
  const auto word = to_lower_ascii(value);
  return word == "1" || word == "t" || word == "true" ? "true" : "";
}

// MailHog can have its page at another address than its API; here both are at the one of the API.
constexpr ForeignSetting mailhog_table[] = {
    {"MH_SMTP_BIND_ADDR", "", 0, true, "smtp", nullptr},
    {"MH_API_BIND_ADDR", "", 0, true, "http", nullptr},
    {"MH_UI_BIND_ADDR", "", 0, true, "http", nullptr},
    {"MH_HOSTNAME", "", 0, true, "hostname", nullptr},
    {"MH_STORAGE", "", 0, true, "ephemeral", memory_only},
    {"MH_INVITE_JIM", "", 0, true, "jim", invitation},
    {"MH_MAILDIR_PATH", "", 0, true, "", nullptr},
    {"MH_MONGO_URI", "", 0, true, "", nullptr},
    {"MH_MONGO_DB", "", 0, true, "", nullptr},
    {"MH_MONGO_COLLECTION", "", 0, true, "", nullptr},
    {"MH_CORS_ORIGIN", "", 0, true, "", nullptr},
    {"MH_OUTGOING_SMTP", "", 0, true, "", nullptr},
    {"MH_UI_WEB_PATH", "", 0, true, "", nullptr},
    {"MH_API_HOST", "", 0, true, "", nullptr},
    {"MH_AUTH_FILE", "", 0, true, "", nullptr},
};

}  // namespace

std::span<const ForeignSetting> mailhog_settings() {
  return mailhog_table;
}

}  // namespace mailstop::config
