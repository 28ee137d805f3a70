// How SMTP sessions, questions and answers read in tests/transcripts/smtp/*.txt (see support/transcript.hpp).
//
//   @ hostname auth hide max_hold (seconds) max_messages max_message_size max_recipients max_errors
//   @ max_command_line max_text_line
//   @ starttls require_tls tls_before_auth expn trusted checks_senders checks_recipients (yes)  dialect lmtp
//   greeting web_url
//   @ users yes (a list of users is known)  mechanisms LIST  certificate SUBJECT  binding TEXT (tls-exporter)
//   @ tls yes                         the connection began with a TLS handshake, at 2026-01-01T00:00:00Z
//   ? authenticate PLAIN user=alice password=secret
//   ? may send <a@b.test> helo=client.test
//   ? may receive <c@d.test> from=<a@b.test>
//   ? look up SCRAM-SHA-1 user=alice
//   ? store from=<a@b.test> to=<c@d.test>,<e@f.test> helo=client.test 8bitmime smtputf8 ret=FULL tls=TLSv1.3
//   auth=PLAIN:alice
//   data=Hi\r\n = accepted | rejected | password <password> | unknown | yes | no <reply> | stored <id>
//   [<url>] | failed <full|failed|unavailable> <reason>
#pragma once
#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "protocol/smtp/session.hpp"
#include "support/transcript.hpp"

namespace mailstop::test {

struct SmtpDialect {
  using Engine = smtp::Session;
  using Settings = std::vector<std::pair<std::string, std::string>>;

  static Engine make_engine(const Settings& settings) {
    return Engine(to_session_settings(settings), to_facts(settings));
  }

  static smtp::SessionFacts to_facts(const Settings& settings) {
    smtp::SessionFacts facts;
    facts.connected_at = *parse_rfc3339("2026-01-01");
    for (const auto& [name, value] : settings) {
      const bool is_tls = name == "tls" || name == "certificate" || name == "binding";
      if (is_tls && !facts.channel) facts.channel = make_channel();
      if (name == "certificate") facts.channel->facts.client_subject = value;
      if (name == "binding") facts.channel->bindings.exporter = value;
      if (name == "trusted") facts.is_trusted = true;
    }
    return facts;
  }

  static smtp::SecureChannel make_channel() {
    smtp::SecureChannel channel;
    channel.facts = {"TLSv1.3", "TLS_AES_256_GCM_SHA384", "", "", ""};
    return channel;
  }

  static smtp::SessionSettings to_session_settings(const Settings& settings) {
    smtp::SessionSettings result;
    result.hostname = "mail.test";
    result.auth_failure_delay = std::chrono::milliseconds(1);
    for (const auto& [name, value] : settings) set(result, name, value);
    return result;
  }

  static std::string describe(const smtp::Question& question) {
    if (const auto* credentials = std::get_if<smtp::Authenticate>(&question)) {
      const auto authorization = credentials->authorization_id.empty()
                                     ? ""
                                     : fmt::format(" for={}", to_visible(credentials->authorization_id));
      return fmt::format("authenticate {} user={} password={}{}", credentials->mechanism,
                         to_visible(credentials->user), to_visible(credentials->password), authorization);
    }
    if (const auto* wanted = std::get_if<smtp::LookUpPassword>(&question))
      return fmt::format("look up {} user={}", wanted->mechanism, to_visible(wanted->user));
    if (const auto* check = std::get_if<smtp::CheckSender>(&question))
      return fmt::format("may send <{}> helo={}", check->sender, check->helo);
    if (const auto* check = std::get_if<smtp::CheckRecipient>(&question))
      return fmt::format("may receive <{}> from=<{}>", check->recipient, check->sender);
    if (const auto* spool = std::get_if<smtp::Spool>(&question))
      return fmt::format("put by {} bytes", spool->bytes.size());
    if (std::holds_alternative<smtp::DropSpool>(question)) return "drop what was put by";
    return describe_store(std::get<smtp::Store>(question));
  }

  static smtp::Answer to_answer(std::string_view words) {
    const auto fields = split(words, ' ');
    if (words == "accepted") return smtp::Authenticated{true};
    if (words == "rejected") return smtp::Authenticated{false};
    if (words == "put by") return smtp::Spooled();
    if (words == "yes") return smtp::Checked();
    if (fields[0] == "no") return smtp::Checked{*smtp::parse_reply(words.substr(3))};
    if (words == "unknown") return smtp::KnownPassword();
    if (fields[0] == "password") return smtp::KnownPassword{std::string(fields.at(1))};
    if (fields[0] == "stored") {
      return smtp::Stored{std::string(fields.at(1)), fields.size() > 2 ? std::string(fields[2]) : ""};
    }
    if (fields[0] != "failed") throw std::runtime_error("unknown answer: " + std::string(words));
    const auto reason = words.substr(fields[0].size() + fields.at(1).size() + 2);
    return smtp::NotStored{Error{to_errc(fields[1]), std::string(reason)}};
  }

 private:
  static void set(smtp::SessionSettings& settings, const std::string& name, const std::string& value) {
    auto& limits = settings.limits;
    const std::pair<std::string_view, std::size_t*> numbers[] = {
        {"max_message_size", &limits.max_message_size},   {"max_recipients", &limits.max_recipients},
        {"max_messages", &limits.max_messages},           {"max_errors", &limits.max_errors},
        {"max_failed_logins", &limits.max_failed_logins}, {"max_command_line", &limits.max_command_line},
        {"max_text_line", &limits.max_text_line},         {"spool_beyond", &limits.spool_beyond},
    };
    for (const auto& [number, place] : numbers) {
      if (number == name) *place = std::stoul(value);
    }
    const std::pair<std::string_view, bool*> switches[] = {
        {"starttls", &settings.starttls},
        {"require_tls", &settings.require_tls},
        {"tls_before_auth", &settings.tls_before_auth},
        {"expn", &settings.expn},
        {"users", &settings.has_user_list},
        {"checks_senders", &settings.checks_senders},
        {"checks_recipients", &settings.checks_recipients},
    };
    for (const auto& [name_of_switch, place] : switches) {
      if (name_of_switch == name) *place = true;
    }
    if (name == "mechanisms") settings.auth_mechanisms = *sasl::parse_mechanisms(value);
    if (name == "dialect") settings.dialect = smtp::Dialect::lmtp;
    if (name == "greeting") settings.greeting = value;
    if (name == "web_url") settings.web_url = value;
    if (name == "hostname") settings.hostname = value;
    if (name == "hide") settings.hidden_extensions = *smtp::parse_extensions(value);
    if (name == "max_hold") settings.max_hold = std::chrono::seconds(std::stoi(value));
    if (name == "auth" && value == "off") settings.auth = smtp::AuthMode::off;
    if (name == "auth" && value == "required") settings.auth = smtp::AuthMode::required;
  }

  static std::string describe_store(const smtp::Store& store) {
    const auto& envelope = store.envelope;
    std::vector<std::string> recipients;
    for (const auto& recipient : envelope.recipients) recipients.push_back(describe_recipient(recipient));
    auto text = fmt::format("store from=<{}> to={} helo={}", envelope.sender, fmt::join(recipients, ","),
                            envelope.helo);
    if (envelope.body == mail::BodyType::eight_bit_mime) text += " 8bitmime";
    if (envelope.body == mail::BodyType::binary_mime) text += " binarymime";
    if (envelope.smtputf8) text += " smtputf8";
    text += describe_wishes(envelope);
    if (!envelope.client_address.empty())
      text += fmt::format(" client={}:{}", envelope.client_address, envelope.client_port);
    if (envelope.tls) text += fmt::format(" tls={}", envelope.tls->version);
    if (!envelope.auth_user.empty())
      text += fmt::format(" auth={}:{}", envelope.auth_mechanism, envelope.auth_user);
    return text + " data=" + to_visible(store.data);
  }

  static std::string describe_recipient(const mail::Recipient& recipient) {
    auto text = fmt::format("<{}>", recipient.address);
    if (!recipient.notify.empty()) text += fmt::format("[notify={}]", recipient.notify);
    if (!recipient.original_recipient.empty())
      text += fmt::format("[orcpt={}]", recipient.original_recipient);
    return text;
  }

  static std::string describe_wishes(const mail::Envelope& envelope) {
    std::string text;
    const std::pair<std::string_view, std::string> words[] = {{"ret", envelope.return_content},
                                                              {"envid", envelope.envelope_id},
                                                              {"by", envelope.deliver_by},
                                                              {"auth-sender", envelope.auth_sender}};
    for (const auto& [name, value] : words) {
      if (!value.empty()) text += fmt::format(" {}={}", name, value);
    }
    if (envelope.require_tls) text += " requiretls";
    if (envelope.priority) text += fmt::format(" priority={}", *envelope.priority);
    if (!envelope.release) return text;
    if (const auto* time = std::get_if<Timestamp>(&*envelope.release))
      return text + " until=" + to_rfc3339(*time);
    return text + fmt::format(" for={}", std::get<std::chrono::seconds>(*envelope.release).count());
  }

  static Errc to_errc(std::string_view word) {
    if (word == "full") return Errc::storage_full;
    if (word == "unavailable") return Errc::unavailable;
    return Errc::storage_failed;
  }
};

}  // namespace mailstop::test
