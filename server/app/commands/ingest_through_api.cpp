#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "app/commands/exit_status.hpp"
#include "app/commands/ingest_pool.hpp"
#include "app/commands/ingest_targets.hpp"
#include "app/commands/remote_server.hpp"
#include "http/percent_encoding.hpp"

namespace mailstop::app {
namespace {

constexpr std::size_t requests_at_once = 8;
constexpr std::chrono::minutes longest_request{5};
constexpr std::size_t longest_recipients =
    6'000;  // bytes of a target: a server limits what stands before a body

bool is_refusal_status(unsigned status) {
  return status == 400 || status == 403 || status == 409 || status == 413;
}

class ApiIngest {
 public:
  ApiIngest(const config::Ingest& command, IngestRun& run, http::Client client)
      : command_(command), run_(run), client_(std::move(client)) {}

  Task<> give(IngestMail mail) {
    http::Question question;
    question.method = http::Method::post;
    question.target = target_for(mail.raw);
    question.content_type = "message/rfc822";
    question.patience = longest_request;
    const auto size = mail.raw.size();
    question.body = std::move(mail.raw);
    const auto answer = co_await client_.ask(std::move(question));
    if (run_.is_stopped()) co_return;
    if (!answer) {
      run_.stop(fail_unreachable(answer.error()));
    } else if (answer->status == 201) {
      run_.took(size);
    } else if (answer->status == 202) {
      run_.discarded();
    } else if (is_refusal_status(answer->status)) {
      run_.refused(mail.name, explanation_of(*answer));
    } else {
      run_.stop(fail_answer(*answer));
    }
  }

 private:
  // What names nobody is left to the server, which looks into the header itself.
  std::string target_for(std::string_view raw) const {
    const auto envelope = envelope_of(command_, raw);
    Parameters parameters;
    parameters.emplace_back("sender", envelope.sender);
    for (const auto& tag : command_.tags) parameters.emplace_back("tag", tag);
    std::size_t length = 0;
    for (const auto& recipient : envelope.recipients) length += recipient.size();
    if (length <= longest_recipients || !command_.recipients.empty()) {
      for (const auto& recipient : envelope.recipients) parameters.emplace_back("recipient", recipient);
    }
    const auto path = command_.inbox
                          ? fmt::format("/v1/inboxes/{}/messages", http::percent_encode(*command_.inbox))
                          : std::string("/v1/messages");
    return target_of(path, parameters);
  }

  const config::Ingest& command_;
  IngestRun& run_;
  const http::Client client_;
};

}  // namespace

int ingest_through_api(const config::Ingest& command, IngestRun& run) {
  auto client = open_client(command.remote);
  if (!client) return fail_usage(client.error());
  ApiIngest target(command, run, std::move(*client));
  give_all(run, requests_at_once, [&target](IngestMail mail) { return target.give(std::move(mail)); });
  return run.finish();
}

}  // namespace mailstop::app
