#include "listeners/recorded_session.hpp"

#include <utility>

namespace mailstop::listeners {

RecordedSession::RecordedSession(smtp::SessionSettings settings, smtp::SessionFacts facts, SessionLog& log,
                                 const faults::Faults* faults)
    : log_(log), faults_(faults), session_(std::move(settings), std::move(facts)) {}

RecordedSession::~RecordedSession() {
  write_down();
  log_.add(session_.close_record());
  log_.end(session_.conclusion());
}

RecordedSession::Action RecordedSession::next() {
  auto action = session_.next();
  if (const auto* const send = std::get_if<engine::Send>(&action))
    log_.session().bytes_out += send->bytes.size();
  write_down();
  return action;
}

void RecordedSession::received(std::string_view bytes) {
  log_.session().bytes_in += bytes.size();
  if (faults_ && faults_->refuse_addresses()) session_.ask_about_addresses();
  session_.received(bytes);
}

void RecordedSession::write_down() {
  auto entries = session_.take_record();
  if (entries.empty()) return;
  log_.add(std::move(entries));
  auto& facts = log_.session();
  if (facts.helo != session_.helo()) facts.helo = session_.helo();
  if (facts.auth_user != session_.auth_user()) facts.auth_user = session_.auth_user();
  if (session_.client_address().empty()) return;
  facts.client_address = session_.client_address();
  facts.client_port = session_.client_port();
}

}  // namespace mailstop::listeners
