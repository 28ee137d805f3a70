// What Mailpit's flags and MP_* variables mean here.
#include <fmt/format.h>

#include "base/text.hpp"
#include "config/foreign_settings.hpp"
#include "config/mailpit_tags.hpp"
#include "config/option_values.hpp"

namespace mailstop::config {
namespace {

using Text = std::string_view;

std::string toggled(Text value) {
  bool is_on = false;
  return set_switch(is_on, to_lower_ascii(value)) && is_on ? "true" : "";
}

std::string quiet_level(Text value) {
  return toggled(value).empty() ? "" : "error";
}

std::string verbose_level(Text value) {
  return toggled(value).empty() ? "" : "debug";
}

// Mailpit counts in megabytes.
std::string megabytes(Text value) {
  return value.empty() || value == "0" ? "" : fmt::format("{}MiB", value);
}

// "sans:mail.test,localhost" asks for a certificate that signs itself.
bool is_self_signed(Text value) {
  return value.starts_with("sans:");
}

std::string certificate_file(Text value) {
  return is_self_signed(value) ? "" : std::string(value);
}

std::string automatic_certificate(Text value) {
  return is_self_signed(value) ? "auto" : "";
}

// In the order of Mailpit's documentation.
constexpr ForeignSetting mailpit_table[] = {
    {"MP_DATABASE", "database", 'd', true, "database", nullptr},
    {"MP_DISABLE_WAL", "disable-wal", 0, false, "", nullptr},
    {"MP_COMPRESSION", "compression", 0, true, "", nullptr},
    {"MP_LABEL", "label", 0, true, "", nullptr},
    {"MP_TENANT_ID", "tenant-id", 0, true, "", nullptr},
    {"MP_MAX_MESSAGES", "max", 'm', true, "max-messages", nullptr},
    {"MP_MAX_AGE", "max-age", 0, true, "max-age", nullptr},
    {"MP_USE_MESSAGE_DATES", "use-message-dates", 0, false, "", nullptr},
    {"MP_IGNORE_DUPLICATE_IDS", "ignore-duplicate-ids", 0, false, "", nullptr},
    {"MP_LOG_FILE", "log-file", 0, true, "", nullptr},
    {"MP_QUIET", "quiet", 'q', false, "log-level", quiet_level},
    {"MP_VERBOSE", "verbose", 'v', false, "log-level", verbose_level},
    {"MP_UI_BIND_ADDR", "listen", 'l', true, "http", nullptr},
    {"MP_WEBROOT", "webroot", 0, true, "", nullptr},
    {"MP_UI_AUTH_FILE", "ui-auth-file", 0, true, "", nullptr},
    {"MP_UI_AUTH", "", 0, true, "", nullptr},
    {"MP_UI_TLS_CERT", "ui-tls-cert", 0, true, "", nullptr},
    {"MP_UI_TLS_KEY", "ui-tls-key", 0, true, "", nullptr},
    {"MP_API_CORS", "api-cors", 0, true, "", nullptr},
    {"MP_BLOCK_REMOTE_CSS_AND_FONTS", "block-remote-css-and-fonts", 0, false, "", nullptr},
    {"MP_ENABLE_SPAMASSASSIN", "enable-spamassassin", 0, true, "", nullptr},
    {"MP_ALLOW_UNTRUSTED_TLS", "allow-untrusted-tls", 0, false, "", nullptr},
    {"MP_DISABLE_HTTP_COMPRESSION", "disable-http-compression", 0, false, "", nullptr},
    {"MP_DISABLE_VERSION_CHECK", "disable-version-check", 0, false, always_so, nullptr},
    {"MP_HIDE_DELETE_ALL_BUTTON", "hide-delete-all-button", 0, false, "", nullptr},
    {"MP_DEMO_MODE", "", 0, false, "", nullptr},
    {"MP_SEND_API_AUTH_FILE", "send-api-auth-file", 0, true, "", nullptr},
    {"MP_SEND_API_AUTH", "", 0, true, "", nullptr},
    {"MP_SEND_API_AUTH_ACCEPT_ANY", "send-api-auth-accept-any", 0, false, always_so, nullptr},
    {"MP_SMTP_BIND_ADDR", "smtp", 's', true, "smtp", nullptr},
    {"MP_SMTP_AUTH_FILE", "smtp-auth-file", 0, true, "auth-file", nullptr},
    {"MP_SMTP_AUTH", "", 0, true, "", nullptr},
    {"MP_SMTP_AUTH_ACCEPT_ANY", "smtp-auth-accept-any", 0, false, always_so, nullptr},
    {"MP_SMTP_AUTH_ALLOW_INSECURE", "smtp-auth-allow-insecure", 0, false, always_so, nullptr},
    {"MP_SMTP_TLS_CERT", "smtp-tls-cert", 0, true, "tls-cert", certificate_file},
    {"MP_SMTP_TLS_CERT", "smtp-tls-cert", 0, true, "tls", automatic_certificate},
    {"MP_SMTP_TLS_KEY", "smtp-tls-key", 0, true, "tls-key", nullptr},
    {"MP_SMTP_REQUIRE_STARTTLS", "smtp-require-starttls", 0, false, "require-tls", toggled},
    {"MP_SMTP_REQUIRE_TLS", "smtp-require-tls", 0, false, "", nullptr},
    {"MP_SMTP_STRICT_RFC_HEADERS", "smtp-strict-rfc-headers", 0, false, "", nullptr},
    {"MP_SMTP_MAX_RECIPIENTS", "smtp-max-recipients", 0, true, "max-recipients", nullptr},
    {"MP_MAX_MESSAGE_SIZE", "max-message-size", 0, true, "max-message-size", megabytes},
    {"MP_SMTP_ALLOWED_RECIPIENTS", "smtp-allowed-recipients", 0, true, "accept-recipients", nullptr},
    {"MP_SMTP_IGNORE_REJECTED_RECIPIENTS", "smtp-ignore-rejected-recipients", 0, false, "", nullptr},
    {"MP_SMTP_DISABLE_RDNS", "smtp-disable-rdns", 0, false, always_so, nullptr},
    {"MP_SMTP_RELAY_CONFIG", "smtp-relay-config", 0, true, "", nullptr},
    {"MP_SMTP_RELAY_HOST", "", 0, true, "", nullptr},
    {"MP_SMTP_RELAY_ALL", "smtp-relay-all", 0, false, "", nullptr},
    {"MP_SMTP_RELAY_MATCHING", "smtp-relay-matching", 0, true, "", nullptr},
    {"MP_SMTP_FORWARD_CONFIG", "smtp-forward-config", 0, true, "", nullptr},
    {"MP_SMTP_FORWARD_HOST", "", 0, true, "", nullptr},
    {"MP_ENABLE_CHAOS", "enable-chaos", 0, false, always_so, nullptr},
    {"MP_CHAOS_TRIGGERS", "chaos-triggers", 0, true, "chaos", nullptr},
    {"MP_POP3_BIND_ADDR", "pop3", 0, true, "", nullptr},
    {"MP_POP3_AUTH_FILE", "pop3-auth-file", 0, true, "", nullptr},
    {"MP_POP3_AUTH", "", 0, true, "", nullptr},
    {"MP_POP3_TLS_CERT", "pop3-tls-cert", 0, true, "", nullptr},
    {"MP_POP3_TLS_KEY", "pop3-tls-key", 0, true, "", nullptr},
    {"MP_TAG", "tag", 't', true, "tag", mailpit_tag_rules},
    {"MP_TAGS_CONFIG", "tags-config", 0, true, "", nullptr},
    {"MP_TAGS_TITLE_CASE", "tags-title-case", 0, false, "", nullptr},
    {"MP_TAGS_DISABLE", "tags-disable", 0, true, "tags-from", mailpit_tag_keys},
    {"MP_TAGS_USERNAME", "tags-username", 0, false, "", nullptr},
    {"MP_ENABLE_PROMETHEUS", "enable-prometheus", 0, true, always_so, toggled},
    {"MP_WEBHOOK_URL", "webhook-url", 0, true, "", nullptr},
    {"MP_WEBHOOK_LIMIT", "webhook-limit", 0, true, "", nullptr},
    {"MP_WEBHOOK_DELAY", "webhook-delay", 0, true, "", nullptr},
};

}  // namespace

std::span<const ForeignSetting> mailpit_settings() {
  return mailpit_table;
}

}  // namespace mailstop::config
