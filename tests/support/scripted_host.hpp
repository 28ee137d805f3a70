// Answers what an engine asks under drive() as a Transcript says it, and notes what it asks otherwise.
#pragma once
#include <fmt/format.h>

#include <functional>
#include <string>
#include <utility>

#include "base/task.hpp"
#include "support/transcript.hpp"

namespace mailstop::test {

template <class Dialect>
class ScriptedHost {
 public:
  using Question = typename Dialect::Engine::Question;
  using Answer = typename Dialect::Engine::Answer;

  // `on_event` makes happen what the transcript has between a question and its answer.
  ScriptedHost(const Transcript& transcript, std::function<void(const Step&)> on_event)
      : transcript_(transcript), on_event_(std::move(on_event)) {}

  Task<Answer> answer(Question question) {
    const auto asked = Dialect::describe(question);
    const Step* expected = seek(StepKind::question);
    if (failure.empty() && !(expected && matches(expected->text, asked)))
      failure = fmt::format("asked is {}, written is {}", asked, expected ? expected->text : "no question");
    ++count;
    const Step* reply = seek(StepKind::answer);
    if (!reply) throw std::runtime_error("the transcript has no answer to: " + asked);
    co_return Dialect::to_answer(reply->text);
  }

  std::string failure;
  std::size_t count = 0;  // of questions

 private:
  // The next step of this kind; events that stand before an answer happen.
  const Step* seek(StepKind kind) {
    while (next_ < transcript_.steps.size()) {
      const Step& step = transcript_.steps[next_++];
      if (step.kind == kind) return &step;
      if (kind == StepKind::answer) on_event_(step);
    }
    return nullptr;
  }

  const Transcript& transcript_;
  std::function<void(const Step&)> on_event_;
  std::size_t next_ = 0;
};

}  // namespace mailstop::test
