// What a run of `ingest` has in hand, wherever the mail goes: the messages one after the other, the count of
// what became of them, and what is printed of it. Owner: the command; one thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/mail_source.hpp"
#include "app/commands/progress.hpp"
#include "config/command.hpp"

namespace mailstop::app {

struct IngestMail {
  std::string name;
  std::string raw;
};

class IngestRun {
 public:
  explicit IngestRun(const config::Ingest& command) : command_(command), source_(command.paths) {}

  // What cannot be read is told and passed over. Nothing at the end, or once the run was stopped.
  std::optional<IngestMail> next();

  // What became of a message.
  void took(std::size_t bytes);
  void discarded();
  void refused(const std::string& name, const std::string& reason);

  // No more messages; `status` is what the command ends with.
  void stop(int status) { stopped_ = status; }
  bool is_stopped() const { return stopped_.has_value(); }

  // Prints the summary; the exit status.
  int finish();

 private:
  struct Refusal {
    std::string name;
    std::string reason;
  };

  void show();
  void print_json() const;

  const config::Ingest& command_;
  MailSource source_;
  Progress progress_;
  std::uint64_t stored_ = 0, bytes_ = 0, discarded_ = 0, refused_ = 0;
  std::vector<Refusal> refusals_;  // the first ones
  std::optional<int> stopped_;
};

// The envelope of a message: what the command says, else what the message does.
struct IngestEnvelope {
  std::string sender;
  std::vector<std::string> recipients;
};
IngestEnvelope envelope_of(const config::Ingest& command, std::string_view raw);

}  // namespace mailstop::app
