// A large message does not stay in memory: beyond Limits::spool_beyond the host puts its bytes by. The client
// is told of a failure where it is told of the message.
#include <utility>

#include "protocol/smtp/session.hpp"

namespace mailstop::smtp {

// True when Spool is asked: nothing goes on before its answer.
bool Session::spool(std::string& held, std::uint64_t& spooled) {
  const bool begins = spooled == 0;
  spooled += held.size();
  has_spooled_ = true;
  question_ = Spool{std::exchange(held, {}), begins};
  return true;
}

bool Session::spool_data(ReceivingData& data) {
  const auto limit = settings_.limits.spool_beyond;
  if (limit == 0 || data.decoder.held() < limit) return false;
  auto body = data.decoder.take_body();
  return spool(body, data.spooled);
}

bool Session::spool_chunks(ReceivingChunk& chunk) {
  const auto limit = settings_.limits.spool_beyond;
  auto* const transaction = std::get_if<Transaction>(&chunk.before);
  if (limit == 0 || !transaction || transaction->chunks.size() < limit) return false;
  return spool(transaction->chunks, transaction->spooled);
}

void Session::on_answer(Spooled) {}

bool Session::must_drop_spool() {
  if (!has_spooled_ || std::holds_alternative<Closing>(state_)) return false;
  const auto* transaction = std::get_if<Transaction>(&state_);
  const auto* const data = std::get_if<ReceivingData>(&state_);
  const auto* const chunk = std::get_if<ReceivingChunk>(&state_);
  if (chunk && !chunk->refusal) transaction = std::get_if<Transaction>(&chunk->before);
  const bool is_needed = (transaction && transaction->spooled > 0) ||
                         (data && data->spooled > 0 && data->decoder.fault() == line::DataFault::none);
  if (is_needed) return false;
  has_spooled_ = false;
  return true;
}

// What is still under way of a message that could not be put by is dropped; false when none is under way.
bool Session::give_up_message(const Reply& refusal) {
  if (auto* const data = std::get_if<ReceivingData>(&state_)) {
    data->refusal = refusal;
    data->decoder.give_up();
    return true;
  }
  auto* const chunk = std::get_if<ReceivingChunk>(&state_);
  if (chunk) chunk->refusal = refusal;
  return chunk != nullptr;
}

}  // namespace mailstop::smtp
