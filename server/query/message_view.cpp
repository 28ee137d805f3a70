#include "query/message_view.hpp"

#include <algorithm>

#include "query/comparable_text.hpp"

namespace mailstop::query {
namespace {

// Collects texts, each once: an envelope mostly repeats the addresses of the header.
class Lines {
 public:
  void add(std::string_view text) {
    const std::string line = comparable_text(text);
    if (line.empty() || is_known(line)) return;
    lines_.append(line).push_back('\n');
  }
  void add(std::span<const mail::Address> addresses) {
    for (const auto& [name, address] : addresses) {
      add(name);
      add(address);
    }
  }
  std::string take() { return std::move(lines_); }

 private:
  bool is_known(std::string_view line) const {
    for (size_t at = 0; (at = lines_.find(line, at)) != std::string::npos; ++at) {
      const bool begins = at == 0 || lines_[at - 1] == '\n';
      if (begins && lines_[at + line.size()] == '\n') return true;
    }
    return false;
  }

  std::string lines_;
};

}  // namespace

MessageView view_of(const mail::Envelope& envelope, const mail::ParsedMessage& parsed) {
  MessageView view;
  view.sender = envelope.sender;
  for (const auto& recipient : envelope.recipients) view.recipients.emplace_back(recipient.address);
  view.auth_user = envelope.auth_user;
  view.helo = envelope.helo;
  view.client_address = envelope.client_address;
  view.tls = envelope.tls.has_value();
  view.from = parsed.from;
  view.to = parsed.to;
  view.cc = parsed.cc;
  view.bcc = parsed.bcc;
  view.reply_to = parsed.reply_to;
  view.subject = parsed.subject;
  view.message_id = parsed.message_id;
  view.body = parsed.search_text;
  view.text = parsed.text;
  view.html = parsed.html;
  view.parts = parsed.parts;
  view.links = parsed.links;
  view.codes = parsed.codes;
  return view;
}

MessageView view_of(const mail::MessageSummary& summary) {
  MessageView view;
  view.inbox = summary.inbox;
  view.received_at = summary.received_at;
  view.size = summary.size;
  view.read = summary.read;
  view.pinned = summary.pinned;
  view.tags = summary.tags;
  view.sender = summary.sender;
  for (const auto& recipient : summary.recipients) view.recipients.emplace_back(recipient);
  view.from = summary.from;
  view.to = summary.to;
  view.cc = summary.cc;
  view.bcc = summary.bcc;
  view.subject = summary.subject;
  return view;
}

std::string searchable_head(const MessageView& message) {
  Lines lines;
  lines.add(message.subject);
  for (const auto addresses : {message.from, message.to, message.cc, message.bcc, message.reply_to})
    lines.add(addresses);
  lines.add(message.sender);
  for (const auto recipient : message.recipients) lines.add(recipient);
  for (const auto& part : message.parts) lines.add(part.filename);
  return lines.take();
}

}  // namespace mailstop::query
