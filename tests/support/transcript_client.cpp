#include "support/transcript_client.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

namespace mailstop::test {
namespace {

constexpr timeval patience{20, 0};

}  // namespace

TranscriptClient::TranscriptClient(asio::ip::tcp::socket socket, std::function<void(const Step&)> on_event)
    : socket_(std::move(socket)), on_event_(std::move(on_event)) {
  setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

std::string TranscriptClient::play(const Transcript& transcript) {
  for (std::size_t next = 0; next < transcript.steps.size() && failure_.empty();) take(transcript, next);
  return failure_;
}

void TranscriptClient::hang_up() {
  ::shutdown(socket_.native_handle(), SHUT_RDWR);
}

void TranscriptClient::take(const Transcript& transcript, std::size_t& next) {
  const Step& step = transcript.steps[next++];
  switch (step.kind) {
    case StepKind::client_sends:
      return send(step.text);
    case StepKind::server_says:
      return expect(step);
    case StepKind::server_says_any:
      return skip_lines(transcript, next);
    case StepKind::server_closes:
      return expect_end(step);
    case StepKind::question:
      is_waiting_for_answer_ = true;
      return;
    case StepKind::answer:
      is_waiting_for_answer_ = false;
      return;
    case StepKind::hangup:
      return is_waiting_for_answer_ ? void() : hang_up();
    default:
      return is_waiting_for_answer_ ? void() : on_event_(step);
  }
}

// A server that has closed says so by what it said before, not by this.
void TranscriptClient::send(const std::string& bytes) {
  boost::system::error_code ignored;
  asio::write(socket_, asio::buffer(bytes), ignored);
}

const std::optional<std::string>& TranscriptClient::peek() {
  char buffer[4096];
  while (!line_) {
    if (const auto end = received_.find("\r\n"); end != std::string::npos) {
      line_ = received_.substr(0, end);
      received_.erase(0, end + 2);
      break;
    }
    const auto size = ::recv(socket_.native_handle(), buffer, sizeof buffer, 0);
    if (size <= 0) break;
    received_.append(buffer, static_cast<std::size_t>(size));
  }
  return line_;
}

void TranscriptClient::expect(const Step& step) {
  const auto& line = peek();
  if (!line || !matches(step.text, *line)) fail(step, line ? to_visible(*line) : "nothing");
  line_.reset();
}

void TranscriptClient::skip_lines(const Transcript& transcript, std::size_t next) {
  const Step& pattern = transcript.steps[next - 1];
  const Step* const after = next < transcript.steps.size() ? &transcript.steps[next] : nullptr;
  const bool is_said = after && after->kind == StepKind::server_says;
  while (peek() && matches(pattern.text, *line_) && !(is_said && matches(after->text, *line_))) line_.reset();
}

void TranscriptClient::expect_end(const Step& step) {
  if (peek()) fail(step, to_visible(*line_));
  if (!received_.empty()) fail(step, to_visible(received_));
}

void TranscriptClient::fail(const Step& step, const std::string& what) {
  if (failure_.empty())
    failure_ = fmt::format("line {}: written is \"{}\", the server says: {}", step.line, step.text, what);
}

}  // namespace mailstop::test
