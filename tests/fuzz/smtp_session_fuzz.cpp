// Any bytes in any cut, any answers and events: the session must not crash, must agree with itself however
// the bytes are cut, and must keep its memory and its secrets. The first two bytes choose the settings and
// the size of the pieces.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/text.hpp"
#include "engine/action.hpp"
#include "protocol/line/dot_decoder.hpp"
#include "protocol/line/input.hpp"
#include "protocol/smtp/line_note.hpp"
#include "protocol/smtp/session.hpp"

namespace {

using namespace mailstop;

void require(bool holds) {
  if (!holds) std::abort();
}

constexpr std::size_t spool_beyond = 100;

struct Choice {
  std::uint8_t first = 0;
  std::uint8_t second = 0;

  bool spools() const { return (first & 0x80) != 0; }
  bool starttls() const { return (second & 0x01) != 0; }
  bool users() const { return (second & 0x02) != 0; }
  bool lmtp() const { return (second & 0x04) != 0; }
  bool policy() const { return (second & 0x08) != 0; }
  bool hides() const { return (second & 0x10) != 0; }
  bool tls() const { return (second & 0x20) != 0; }
  bool trusted() const { return (second & 0x40) != 0; }
  bool strict() const { return (second & 0x80) != 0; }
};

smtp::SessionSettings make_settings(Choice choice) {
  smtp::SessionSettings settings;
  settings.limits = {1000, 5, 3, 1000, 1000, 512, 200, choice.spools() ? spool_beyond : 0};
  settings.auth = static_cast<smtp::AuthMode>(choice.first % 3);
  settings.max_hold = std::chrono::seconds(1000);
  settings.starttls = choice.starttls();
  settings.has_user_list = choice.users();
  settings.dialect = choice.lmtp() ? smtp::Dialect::lmtp : smtp::Dialect::smtp;
  settings.checks_senders = settings.checks_recipients = choice.policy();
  settings.require_tls = settings.tls_before_auth = choice.strict();
  if (choice.hides())
    settings.hidden_extensions = *smtp::parse_extensions("CHUNKING,SMTPUTF8,ENHANCEDSTATUSCODES");
  return settings;
}

smtp::SessionFacts make_facts(Choice choice) {
  smtp::SessionFacts facts;
  facts.is_trusted = choice.trusted();
  if (choice.tls()) facts.channel = smtp::SecureChannel{{"TLSv1.3", "X", "", "", "CN=client"}, {"u", "e"}};
  return facts;
}

smtp::Answer answer(const smtp::Question& question) {
  if (const auto* store = std::get_if<smtp::Store>(&question)) {
    const auto size = store->data.size() + store->spooled;
    require(size <= 1000 && !store->envelope.recipients.empty());
    if (store->spooled > 0 && size % 2 == 1) return smtp::NotStored{{Errc::storage_full, "full"}};
    if (size % 2 == 1) return smtp::NotStored{{Errc::storage_failed, store->data}};
    return smtp::Stored{"id", ""};
  }
  if (const auto* spool = std::get_if<smtp::Spool>(&question)) {
    require(spool->bytes.size() >= spool_beyond);
    return smtp::Spooled{};
  }
  if (std::holds_alternative<smtp::DropSpool>(question)) return smtp::Spooled{};
  if (const auto* wanted = std::get_if<smtp::LookUpPassword>(&question)) {
    require(!wanted->user.empty());
    return smtp::KnownPassword{"secret"};
  }
  if (const auto* check = std::get_if<smtp::CheckSender>(&question))
    return smtp::Checked{check->sender.size() % 2 == 1 ? std::optional(*smtp::parse_reply("550 no"))
                                                       : std::nullopt};
  if (const auto* check = std::get_if<smtp::CheckRecipient>(&question))
    return smtp::Checked{check->recipient.size() % 5 == 1 ? std::optional(*smtp::parse_reply("450"))
                                                          : std::nullopt};
  const auto& credentials = std::get<smtp::Authenticate>(question);
  require(!credentials.user.empty());
  return smtp::Authenticated{credentials.password.size() % 2 == 0};
}

// All that the session says and asks until it wants more; true when it closed.
bool pump(smtp::Session& session, std::string& said) {
  for (;;) {
    auto action = session.next();
    if (std::holds_alternative<engine::NeedInput>(action)) return false;
    if (std::holds_alternative<engine::Close>(action)) return true;
    if (auto* send = std::get_if<engine::Send>(&action)) {
      require(send->bytes.ends_with("\r\n"));
      said += send->bytes;
    } else if (auto* question = std::get_if<smtp::Question>(&action)) {
      session.answered(answer(*question));
    } else if (std::holds_alternative<engine::StartTls>(action)) {
      session.tls_started();
    }
  }
}

void check_record(smtp::Session& session) {
  std::size_t bytes = 0;
  for (const auto& entry : session.close_record()) {
    require(is_valid_utf8(entry.text) && escape_controls(entry.text) == entry.text);
    require(entry.text.empty() || !smtp::note_for(smtp::Direction::client, entry.text).empty());
    bytes += entry.text.size();
  }
  require(bytes < 80 * 1024);
  session.conclusion();
}

std::string converse(std::string_view bytes, std::size_t piece, Choice choice) {
  smtp::Session session(make_settings(choice), make_facts(choice));
  std::string said;
  bool closed = pump(session, said);
  while (!closed && !bytes.empty()) {
    const auto length = std::min(piece, bytes.size());
    session.received(bytes.substr(0, length));
    closed = pump(session, said);
    bytes.remove_prefix(length);
  }
  if (!closed && choice.first % 2 == 1) session.shutting_down();
  if (!closed && choice.first % 5 == 1) session.idle_expired();
  pump(session, said);
  check_record(session);
  return said;
}

void check_framers(std::string_view bytes, std::size_t piece) {
  line::Input input;
  line::DotDecoder decoder({1000, 200});
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const auto part = bytes.substr(at, piece);
    input.append(part);
    while (input.take_line(100).status != line::LineStatus::incomplete) continue;
    require(input.bytes().size() < 100);
    if (!decoder.done()) require(decoder.feed(part) == part.size() || decoder.done());
  }
  require(decoder.take_body().size() <= 1000);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const Choice choice{data[0], data[1]};
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::size_t piece = 1 + choice.first % 7;
  const auto whole = converse(bytes, std::max<std::size_t>(1, bytes.size()), choice);
  const auto cut = converse(bytes, piece, choice);
  // What is dropped behind STARTTLS depends on what had arrived with it.
  require(choice.starttls() || whole == cut);
  check_framers(bytes, piece);
  return 0;
}
