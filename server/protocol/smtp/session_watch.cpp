// What the session tells of itself: the record of what was said, and how it went.
#include <fmt/format.h>

#include <utility>

#include "protocol/smtp/command_table.hpp"
#include "protocol/smtp/session.hpp"

namespace mailstop::smtp {

std::vector<RecordEntry> Session::take_record() {
  return record_.take();
}

std::vector<RecordEntry> Session::close_record() {
  return record_.close();
}

Conclusion Session::conclusion() const {
  auto history = history_;
  if (history.ending == Ending::broken) history.phase = phase();
  if (offered_.has(Extension::auth))
    history.offered_mechanisms = fmt::format("{}", fmt::join(sasl::list_mechanisms(circumstances()), ", "));
  return conclude(history);
}

void Session::note_command(const line::Line& line, std::string_view text, const CommandRow* row) {
  ++history_.commands;
  const auto verb = row ? row->verb : std::string_view();
  const auto suspicion = has_tried_auth_ ? Suspicion::was_authenticating : Suspicion::none;
  last_command_ = line.status == line::LineStatus::too_long ? fmt::format("<{} bytes, too long>", line.octets)
                                                            : mask_command(text, verb, suspicion);
  last_verb_ = verb;
  has_tried_auth_ = has_tried_auth_ || verb == "AUTH" || line.status == line::LineStatus::too_long ||
                    (verb.empty() && is_like_auth(text));
  record_.add(Direction::client, last_command_);
}

void Session::note_data(std::size_t bytes) {
  last_command_ = fmt::format("<{} bytes>", bytes);
  last_verb_ = "DATA";
  record_.add(Direction::client, last_command_);
}

void Session::note_reply(const Reply& reply, std::string_view wire) {
  while (!wire.empty()) {
    const auto line = wire.substr(0, wire.find('\r'));
    record_.add(Direction::server, reply.code == 334 ? mask_challenge(line) : std::string(line));
    wire.remove_prefix(line.size() + 2);
  }
  if (reply.code >= 400 && reply.code != 421) note_refusal(history_, {last_command_, last_verb_, reply});
  // The client has found a way on, so what was refused before explains nothing any more; but recipients that
  // a message has lost are still lost.
  const bool is_way_on = reply.code == 235 || (reply.code == 250 && last_verb_ == "MAIL");
  const bool is_loss = history_.messages > 0 && history_.refusal.verb == "RCPT";
  if (is_way_on && !is_loss) history_.refusal = {};
}

// The first ending counts.
void Session::note_end(Ending ending) {
  if (history_.ending != Ending::broken) return;
  history_.phase = phase();
  history_.ending = ending;
  if (const auto* const data = std::get_if<ReceivingData>(&state_)) {
    note_cut_off(data->decoder.size(), data->decoder.size());
  } else if (const auto* const chunk = std::get_if<ReceivingChunk>(&state_)) {
    const auto part = static_cast<std::size_t>(chunk->octets - chunk->remaining);
    const auto* const transaction = std::get_if<Transaction>(&chunk->before);
    const bool is_kept = transaction && !chunk->refusal;
    note_cut_off(
        part, is_kept ? static_cast<std::size_t>(transaction->spooled) + transaction->chunks.size() : part);
  }
}

void Session::note_cut_off(std::size_t part, std::size_t whole) {
  history_.data_bytes = whole;
  record_.add(Direction::client, fmt::format("<{} bytes, cut off>", part));
}

Phase Session::phase() const {
  if (std::holds_alternative<ReceivingData>(state_) || std::holds_alternative<ReceivingChunk>(state_))
    return Phase::data;
  if (std::holds_alternative<Transaction>(state_) || std::holds_alternative<CheckingSender>(state_) ||
      std::holds_alternative<CheckingRecipient>(state_))
    return Phase::transaction;
  if (std::holds_alternative<Storing>(state_)) return Phase::storing;
  if (std::holds_alternative<Authenticating>(state_) || std::holds_alternative<Verifying>(state_) ||
      std::holds_alternative<LookingUp>(state_))
    return Phase::authenticating;
  if (std::holds_alternative<StartingTls>(state_)) return Phase::starting_tls;
  return history_.commands == 0 ? Phase::greeting : Phase::commands;
}

}  // namespace mailstop::smtp
