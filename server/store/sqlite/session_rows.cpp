#include "store/sqlite/session_rows.hpp"

#include <utility>

#include "store/sqlite/message_records.hpp"
#include "store/sqlite/record.hpp"

namespace mailstop::store::sqlite {
namespace {

std::int64_t to_milliseconds(Timestamp time) {
  return time.time_since_epoch().count();
}
Timestamp to_timestamp(std::int64_t milliseconds) {
  return Timestamp{Duration{milliseconds}};
}

// First a record with the facts, then one for each message. The order of fields is the format: fields may be
// appended, never moved.
std::string to_facts(const mail::SmtpSession& session) {
  RecordWriter out;
  const mail::TlsFacts tls = session.tls.value_or(mail::TlsFacts{});
  out.field(session.protocol).field(to_milliseconds(session.started_at));
  out.field(to_milliseconds(session.ended_at.value_or(session.started_at)));
  out.field(session.client_address).field(session.client_port).field(session.listener).field(session.helo);
  out.field(session.auth_user).field(session.inbox).field(session.diagnosis);
  out.field(session.bytes_in).field(session.bytes_out);
  out.field(static_cast<int>(session.tls.has_value())).field(tls.version).field(tls.cipher);
  out.field(tls.server_name).field(tls.alpn).field(tls.client_subject).end_record();
  for (const auto& message : session.messages) out.field(message).end_record();
  return out.take();
}

void read_facts(std::string_view records, mail::SmtpSession& session) {
  RecordReader in(records);
  if (!in.next_record()) return;
  session.protocol = in.field();
  session.started_at = to_timestamp(in.number<std::int64_t>());
  session.ended_at = to_timestamp(in.number<std::int64_t>());
  session.client_address = in.field();
  session.client_port = in.number<std::uint16_t>();
  session.listener = in.field();
  session.helo = in.field();
  session.auth_user = in.field();
  session.inbox = in.field();
  session.diagnosis = in.field();
  session.bytes_in = in.number<std::uint64_t>();
  session.bytes_out = in.number<std::uint64_t>();
  const bool has_tls = in.number<int>() != 0;
  mail::TlsFacts tls;
  tls.version = in.field();
  tls.cipher = in.field();
  tls.server_name = in.field();
  tls.alpn = in.field();
  tls.client_subject = in.field();
  if (has_tls) session.tls = std::move(tls);
  while (in.next_record()) session.messages.push_back(in.field());
}

std::string to_records(const std::vector<mail::SessionLine>& transcript) {
  RecordWriter out;
  for (const auto& line : transcript)
    out.field(line.at.count()).field(static_cast<int>(line.speaker)).field(line.text).end_record();
  return out.take();
}

}  // namespace

SessionRow::SessionRow(mail::SmtpSession session) : transcript(to_records(session.transcript)) {
  session.transcript.clear();
  session.inboxes = mail::inboxes_of(session);
  summary = std::move(session);
  if (summary.outcome) outcome = static_cast<std::int64_t>(*summary.outcome);
  inboxes = sqlite::to_records(summary.inboxes);
  facts = to_facts(summary);
}

mail::SmtpSession read_session(const Statement& row) {
  mail::SmtpSession session;
  session.sequence = row.natural(0);
  session.id = row.text(1);
  if (!row.is_null(2)) session.outcome = static_cast<mail::SessionOutcome>(row.integer(2));
  session.inboxes = to_texts(row.text(3));
  read_facts(row.text(4), session);
  return session;
}

std::vector<mail::SessionLine> to_transcript(std::string_view records) {
  std::vector<mail::SessionLine> transcript;
  for (RecordReader in(records); in.next_record();) {
    auto& line = transcript.emplace_back();
    line.at = std::chrono::milliseconds(in.number<std::int64_t>());
    line.speaker = static_cast<mail::Speaker>(in.number<int>());
    line.text = in.field();
  }
  return transcript;
}

std::string inbox_needle(const std::string& inbox) {
  const std::vector<std::string> names{inbox};
  return record_end + sqlite::to_records(names);
}

}  // namespace mailstop::store::sqlite
