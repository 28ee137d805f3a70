// BDAT (RFC 3030): a message in counted chunks, in which no byte means anything. Whatever is wrong, the
// octets that the command counted are taken from the stream, or they would be read as commands.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "protocol/smtp/command.hpp"
#include "protocol/smtp/command_table.hpp"
#include "protocol/smtp/session.hpp"

namespace mailstop::smtp {
namespace {

template <class To>
To narrow(State state) {
  if (auto* connected = std::get_if<Connected>(&state)) return *connected;
  if (auto* ready = std::get_if<Ready>(&state)) return std::move(*ready);
  return std::get<Transaction>(std::move(state));
}

}  // namespace

void Session::on_bdat(Cursor arguments) {
  const auto command = parse_bdat(arguments);
  // Nobody knows where the next command starts.
  if (!command) return close(Ending::unreadable_chunk, command.error());
  ReceivingChunk chunk;
  chunk.refusal = find_chunk_obstacle(command->octets);
  chunk.before = narrow<decltype(chunk.before)>(std::move(state_));
  chunk.octets = chunk.remaining = command->octets;
  chunk.is_last = command->is_last;
  enter(std::move(chunk));
}

std::optional<Reply> Session::find_chunk_obstacle(std::uint64_t octets) const {
  if (!offered_.has(Extension::chunking)) return unimplemented();
  const auto* const ready = std::get_if<Ready>(&state_);
  if (ready && ready->failed) return ready->failed->refusal;
  if (auto obstacle = find_obstacle(in_transaction, Access::authenticated)) return obstacle;
  const auto& transaction = std::get<Transaction>(state_);
  if (transaction.envelope.recipients.empty()) {
    if (transaction.recipient_refused) return no_valid_recipients();
    return Reply{503, "5.5.1", "Bad sequence: RCPT first"};
  }
  const auto size = transaction.spooled + transaction.chunks.size();
  if (octets > settings_.limits.max_message_size - size) return message_too_large();
  return std::nullopt;
}

// Gives how many of the bytes belong to the chunk.
std::size_t Session::feed_chunk(std::string_view bytes) {
  auto& chunk = std::get<ReceivingChunk>(state_);
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(chunk.remaining, bytes.size()));
  chunk.remaining -= count;
  if (!chunk.refusal) std::get<Transaction>(chunk.before).chunks.append(bytes.substr(0, count));
  return count;
}

bool Session::take_chunk() {
  auto& chunk = std::get<ReceivingChunk>(state_);
  if (spool_chunks(chunk)) return false;
  input_.consume(feed_chunk(input_.bytes()));
  if (spool_chunks(chunk) || chunk.remaining > 0) return false;
  auto done = std::move(chunk);
  note_data(static_cast<std::size_t>(done.octets));
  if (done.refusal) {
    fail_chunk(std::move(done));
  } else {
    end_of_chunk(std::move(done));
  }
  return true;
}

void Session::end_of_chunk(ReceivingChunk chunk) {
  auto& transaction = std::get<Transaction>(chunk.before);
  if (chunk.is_last)
    return keep(std::move(transaction.envelope), std::move(transaction.chunks), transaction.spooled);
  transaction.is_chunked = true;
  enter(std::move(transaction));
  reply({250, "2.0.0", fmt::format("Ok: {} octets received", chunk.octets)});
}

// What is too large, or could not be put by, has failed as a whole: the chunks that are still under way hear
// the same. Else nothing but this chunk is lost.
void Session::fail_chunk(ReceivingChunk chunk) {
  const auto answer = *chunk.refusal;
  const bool has_failed_whole = answer.code == 552 || answer.code < 500;
  if (!has_failed_whole) {
    std::visit([this](auto& before) { enter(std::move(before)); }, chunk.before);
    answer.code == 554 ? reply(answer) : refuse(answer);
    if (stopping_) shutting_down();
    return;
  }
  auto* const ready = std::get_if<Ready>(&chunk.before);
  auto recipients = ready ? std::move(ready->failed->recipients)
                          : list_recipients(std::get<Transaction>(chunk.before).envelope);
  if (chunk.is_last) return end_transaction(answer, recipients);
  enter(Ready{FailedChunks{answer, std::move(recipients)}});
  reply(answer);
  if (stopping_) shutting_down();
}

}  // namespace mailstop::smtp
