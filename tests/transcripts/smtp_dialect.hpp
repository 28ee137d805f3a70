// How SMTP sessions, questions and answers read in tests/transcripts/smtp/*.txt (see support/transcript.hpp).
//
//   @ hostname auth max_message_size max_recipients max_errors max_command_line max_text_line
//   ? authenticate PLAIN user=alice password=secret
//   ? store from=<a@b.test> to=<c@d.test>,<e@f.test> helo=client.test 8bitmime smtputf8 auth=PLAIN:alice
//   data=Hi\r\n = accepted | rejected | stored <id> [<url>] | failed <full|failed|unavailable> <reason>
#pragma once
#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "protocol/smtp/session.hpp"
#include "support/transcript.hpp"

namespace mailstop::test {

struct SmtpDialect {
  using Engine = smtp::Session;
  using Settings = std::vector<std::pair<std::string, std::string>>;

  static Engine make_engine(const Settings& settings) { return Engine(to_session_settings(settings)); }

  static smtp::SessionSettings to_session_settings(const Settings& settings) {
    smtp::SessionSettings result;
    result.hostname = "mail.test";
    for (const auto& [name, value] : settings) set(result, name, value);
    return result;
  }

  static std::string describe(const smtp::Question& question) {
    if (const auto* credentials = std::get_if<smtp::Authenticate>(&question)) {
      return fmt::format("authenticate {} user={} password={}", credentials->mechanism,
                         to_visible(credentials->user), to_visible(credentials->password));
    }
    return describe_store(std::get<smtp::Store>(question));
  }

  static smtp::Answer to_answer(std::string_view words) {
    const auto fields = split(words, ' ');
    if (words == "accepted") return smtp::Authenticated{true};
    if (words == "rejected") return smtp::Authenticated{false};
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
        {"max_message_size", &limits.max_message_size},
        {"max_recipients", &limits.max_recipients},
        {"max_errors", &limits.max_errors},
        {"max_command_line", &limits.max_command_line},
        {"max_text_line", &limits.max_text_line},
    };
    for (const auto& [number, place] : numbers) {
      if (number == name) *place = std::stoul(value);
    }
    if (name == "hostname") settings.hostname = value;
    if (name == "auth" && value == "off") settings.auth = smtp::AuthMode::off;
    if (name == "auth" && value == "required") settings.auth = smtp::AuthMode::required;
  }

  static std::string describe_store(const smtp::Store& store) {
    const auto& envelope = store.envelope;
    std::vector<std::string> recipients;
    for (const auto& recipient : envelope.recipients)
      recipients.push_back(fmt::format("<{}>", recipient.address));
    auto text = fmt::format("store from=<{}> to={} helo={}", envelope.sender, fmt::join(recipients, ","),
                            envelope.helo);
    if (envelope.body == mail::BodyType::eight_bit_mime) text += " 8bitmime";
    if (envelope.smtputf8) text += " smtputf8";
    if (!envelope.auth_user.empty())
      text += fmt::format(" auth={}:{}", envelope.auth_mechanism, envelope.auth_user);
    return text + " data=" + to_visible(store.data);
  }

  static Errc to_errc(std::string_view word) {
    if (word == "full") return Errc::storage_full;
    if (word == "unavailable") return Errc::unavailable;
    return Errc::storage_failed;
  }
};

}  // namespace mailstop::test
