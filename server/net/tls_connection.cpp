#include "net/tls_connection.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "net/tls_session.hpp"

namespace mailstop::net {
namespace {

using Progress = TlsSession::Progress;

// More than the largest read of the connection below holds. What is read is taken over before the reader
// suspends again, so all connections of a thread share one buffer.
constexpr std::size_t decrypted_size = 96 * 1024;

std::span<char> decrypted_buffer() {
  thread_local std::array<char, decrypted_size> buffer;
  return buffer;
}

// Encrypted and sent at once; bounds what a large reply takes.
constexpr std::size_t write_step = 64 * 1024;

// RFC 8446 section 5.1: a handshake begins with a record of type 22. The library would answer anything else
// with an alert, which is noise to who speaks plain text.
std::string judge_first_bytes(std::string_view bytes) {
  constexpr unsigned char handshake_record = 22;
  if (bytes.empty() || static_cast<unsigned char>(bytes.front()) == handshake_record) return {};
  for (const std::string_view verb : {"GET ", "POST ", "HEAD ", "PUT ", "OPTIONS ", "CONNECT "}) {
    if (bytes.starts_with(verb)) return "http request";
  }
  return "wrong version number (plain text instead of tls)";
}

}  // namespace

TlsConnection::TlsConnection(Connection& lower, std::shared_ptr<const TlsContext> context,
                             std::chrono::milliseconds handshake_timeout)
    : lower_(lower), context_(std::move(context)), handshake_timeout_(handshake_timeout) {}

TlsConnection::~TlsConnection() = default;

Task<std::string_view> TlsConnection::read() {
  is_interrupted_ = false;
  return tls_ ? read_decrypted() : lower_.read();
}

Task<bool> TlsConnection::write(std::string_view bytes) {
  return tls_ ? write_encrypted(bytes) : lower_.write(bytes);
}

Task<> TlsConnection::close() {
  return tls_ ? close_encrypted() : lower_.close();
}

void TlsConnection::interrupt_read() {
  is_interrupted_ = true;
  lower_.interrupt_read();
}

std::string TlsConnection::failure() const {
  return tls_ ? tls_->failure() : std::string();
}

Task<Result<TlsState>> TlsConnection::start_tls() {
  if (!context_ || tls_) co_return Error{Errc::unavailable, "tls is not set up here"};
  tls_ = std::make_unique<TlsSession>(std::exchange(context_, nullptr));
  Deadline deadline(lower_.executor());
  deadline.arm(handshake_timeout_, [this] {
    is_timed_out_ = true;
    lower_.interrupt_read();
  });
  auto outcome = co_await shake_hands();
  deadline.disarm();
  is_over_ = outcome.has_error();
  if (is_over_) co_return outcome.error();
  co_return tls_->state();
}

// Everything sent so far counts against the deadline, so a client that dribbles is bounded too.
Task<Result<void>> TlsConnection::shake_hands() {
  bool has_begun = false;
  for (;;) {
    const auto records = co_await lower_.read();
    if (is_timed_out_) co_return Error{Errc::network, "timed out"};
    if (records.empty()) co_return Error{Errc::network, explain_silence()};
    if (!std::exchange(has_begun, true)) {
      auto reason = judge_first_bytes(records);
      if (!reason.empty()) co_return Error{Errc::network, std::move(reason)};
    }
    tls_->set_input(records);
    const auto progress = tls_->shake_hands();
    undecrypted_ = tls_->unused_input();
    const bool is_sent = co_await flush();
    if (progress == Progress::failed) co_return Error{Errc::network, tls_->failure()};
    if (!is_sent) co_return Error{Errc::network, explain_silence()};
    if (progress == Progress::done) co_return Result<void>();
  }
}

// Many clients that do not like a certificate leave without an alert.
std::string TlsConnection::explain_silence() const {
  if (is_interrupted_) return "it was interrupted";
  if (!tls_->has_sent_certificate()) return {};
  return "the client closed the connection when it had seen the certificate of this server";
}

Task<std::string_view> TlsConnection::read_decrypted() {
  while (!is_over_) {
    if (tls_->has_output()) co_await flush();
    if (undecrypted_.empty() && !tls_->has_plain_text()) {
      const auto records = co_await lower_.read();
      if (records.empty()) co_return std::string_view{};
      const auto plain_text = decrypt(records);
      if (!plain_text.empty()) co_return plain_text;
    } else {
      const auto records = std::exchange(undecrypted_, {});
      const auto plain_text = decrypt(records);
      if (!plain_text.empty()) co_return plain_text;
    }
  }
  co_return std::string_view{};
}

// Everything that the records hold, up to the size of the buffer.
std::string_view TlsConnection::decrypt(std::string_view records) {
  const auto buffer = decrypted_buffer();
  std::size_t filled = 0;
  auto progress = Progress::done;
  tls_->set_input(records);
  while (progress == Progress::done && filled < buffer.size()) {
    std::size_t size = 0;
    progress = tls_->read(buffer.subspan(filled), size);
    if (progress == Progress::done) filled += size;
  }
  undecrypted_ = tls_->unused_input();
  tls_->set_input({});
  is_over_ = progress == Progress::over || progress == Progress::failed;
  return {buffer.data(), filled};
}

Task<bool> TlsConnection::write_encrypted(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto step = bytes.substr(0, write_step);
    bytes.remove_prefix(step.size());
    if (!tls_->write(step)) co_return false;
    const bool is_sent = co_await flush();
    if (!is_sent) co_return false;
  }
  co_return true;
}

Task<bool> TlsConnection::flush() {
  const auto records = tls_->take_output();
  if (records.empty()) co_return true;
  const bool is_sent = co_await lower_.write(records);
  co_return is_sent;
}

Task<> TlsConnection::close_encrypted() {
  tls_->shut_down();
  co_await flush();
  co_await lower_.close();
}

}  // namespace mailstop::net
