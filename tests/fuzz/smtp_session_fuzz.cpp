// Any bytes in any cut, any answers and events: the session must not crash, must agree with itself however
// the bytes are cut, and must keep its memory. The first byte chooses the settings and the size of the
// pieces.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "engine/action.hpp"
#include "protocol/line/dot_decoder.hpp"
#include "protocol/line/input.hpp"
#include "protocol/smtp/session.hpp"

namespace {

using namespace mailstop;

void require(bool holds) {
  if (!holds) std::abort();
}

smtp::SessionSettings make_settings(std::uint8_t choice) {
  smtp::SessionSettings settings;
  settings.limits = {1000, 5, 3, 1000, 1000, 512, 200};
  settings.auth = static_cast<smtp::AuthMode>(choice % 3);
  return settings;
}

smtp::Answer answer(const smtp::Question& question) {
  if (const auto* store = std::get_if<smtp::Store>(&question)) {
    require(store->data.size() <= 1000 && !store->envelope.recipients.empty());
    if (store->data.size() % 2 == 1) return smtp::NotStored{{Errc::storage_failed, store->data}};
    return smtp::Stored{"id", ""};
  }
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
    }
  }
}

std::string converse(std::string_view bytes, std::size_t piece, std::uint8_t choice) {
  smtp::Session session(make_settings(choice));
  std::string said;
  bool closed = pump(session, said);
  while (!closed && !bytes.empty()) {
    const auto length = std::min(piece, bytes.size());
    session.received(bytes.substr(0, length));
    closed = pump(session, said);
    bytes.remove_prefix(length);
  }
  if (!closed && choice % 2 == 1) session.shutting_down();
  if (!closed && choice % 5 == 1) session.idle_expired();
  pump(session, said);
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
  if (size == 0) return 0;
  const auto choice = data[0];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t piece = 1 + choice % 7;
  require(converse(bytes, std::max<std::size_t>(1, bytes.size()), choice) == converse(bytes, piece, choice));
  check_framers(bytes, piece);
  return 0;
}
