// Plays a Transcript against a sans-I/O engine. The client's bytes arrive cut as the test wants them; what
// the engine says and asks must be what the file says, in its order, whatever the cut.
//
// Dialect: Engine; Engine make_engine(settings); std::string describe(const Question&); Answer
// to_answer(words)
#pragma once
#include <fmt/format.h>

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/action.hpp"
#include "support/transcript.hpp"

namespace mailstop::test {

// Cuts one packet of the client; `offset` is how many bytes it sent before.
using Cut = std::function<std::vector<std::string_view>(std::string_view packet, std::size_t offset)>;

template <class Dialect>
class TranscriptPlayer {
 public:
  TranscriptPlayer(const Transcript& transcript, Cut cut)
      : transcript_(transcript), cut_(std::move(cut)), engine_(Dialect::make_engine(transcript.settings)) {}

  // "" when all went as written, else where and how it did not.
  std::string play() {
    pump();
    while (failure_.empty() && step()) {
      const Step& current = *step();
      if (current.kind == StepKind::server_says_any) {
        ++next_;
      } else if (current.kind == StepKind::client_sends) {
        send(current);
      } else if (!is_event(current)) {
        fail(fmt::format("the server does not do this: {}", current.text));
      } else {
        happen(current);
        pump();
      }
    }
    return failure_;
  }

 private:
  const Step* step() const { return next_ < transcript_.steps.size() ? &transcript_.steps[next_] : nullptr; }

  static bool is_event(const Step& step) {
    return step.kind == StepKind::idle || step.kind == StepKind::shutdown || step.kind == StepKind::hangup ||
           step.kind == StepKind::tls;
  }

  void fail(std::string what) {
    if (failure_.empty()) failure_ = fmt::format("line {}: {}", step() ? step()->line : 0, what);
  }

  void send(const Step& packet) {
    if (closed_) return fail("the connection is closed");
    ++next_;
    for (const auto piece : cut_(packet.text, sent_)) {
      if (closed_ || !failure_.empty()) break;
      engine_.received(piece);
      pump();
    }
    sent_ += packet.text.size();
  }

  void happen(const Step& event) {
    ++next_;
    switch (event.kind) {
      case StepKind::idle:
        return engine_.idle_expired();
      case StepKind::shutdown:
        return engine_.shutting_down();
      case StepKind::hangup:
        return engine_.peer_closed();
      default:
        if (!std::exchange(tls_asked_, false)) return fail("the server has not asked for a TLS handshake");
        return engine_.tls_started();
    }
  }

  // Everything the engine can do without more input.
  void pump() {
    using Question = typename Dialect::Engine::Question;
    while (failure_.empty()) {
      auto action = engine_.next();
      if (std::holds_alternative<engine::NeedInput>(action)) break;
      if (auto* send = std::get_if<engine::Send>(&action)) {
        hear(send->bytes);
      } else if (auto* question = std::get_if<Question>(&action)) {
        answer(Dialect::describe(*question));
      } else if (std::holds_alternative<engine::StartTls>(action)) {
        tls_asked_ = true;
      } else if (std::holds_alternative<engine::Close>(action)) {
        closed_ = true;
        if (!hung_up()) expect(StepKind::server_closes, "!close");
        break;
      }
    }
    if (!heard_.empty()) fail("a reply without its CRLF: " + to_visible(heard_));
  }

  bool hung_up() const { return next_ > 0 && transcript_.steps[next_ - 1].kind == StepKind::hangup; }

  void hear(std::string_view bytes) {
    heard_ += bytes;
    for (auto end = heard_.find("\r\n"); end != std::string::npos; end = heard_.find("\r\n")) {
      const auto line = heard_.substr(0, end);
      heard_.erase(0, end + 2);
      if (!expect(StepKind::server_says, line)) heard_.clear();
    }
  }

  void answer(const std::string& question) {
    if (!expect(StepKind::question, question)) return;
    while (step() && is_event(*step())) happen(*step());
    if (!step() || step()->kind != StepKind::answer) return fail("an answer (=) expected");
    const auto words = step()->text;
    ++next_;
    engine_.answered(Dialect::to_answer(words));
  }

  bool expect(StepKind kind, const std::string& what) {
    if (step() && step()->kind == StepKind::server_says_any) {
      const bool is_one_of_many = kind == StepKind::server_says && matches(step()->text, what);
      ++next_;
      if (is_one_of_many && !(step() && step()->kind == kind && matches(step()->text, what))) {
        --next_;
        return true;
      }
    }
    const bool fits = step() && step()->kind == kind && matches(step()->text, what);
    if (!fits) {
      fail(fmt::format("written is \"{}\", the server does: {}", step() ? step()->text : "the end",
                       to_visible(what)));
      return false;
    }
    ++next_;
    return true;
  }

  const Transcript& transcript_;
  Cut cut_;
  typename Dialect::Engine engine_;
  std::size_t next_ = 0;
  std::size_t sent_ = 0;
  std::string heard_;
  std::string failure_;
  bool closed_ = false;
  bool tls_asked_ = false;
};

}  // namespace mailstop::test
