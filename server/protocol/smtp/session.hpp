// The SMTP server's side of one connection (RFC 5321) as a sans-I/O engine (engine/engine.hpp): bytes in,
// actions out. Owned by the coroutine that drives the connection. Replies to pipelined commands come as one
// Send, and a message is answered only when the host has answered Store.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/action.hpp"
#include "protocol/line/input.hpp"
#include "protocol/sasl/offer.hpp"
#include "protocol/smtp/cursor.hpp"
#include "protocol/smtp/diagnosis.hpp"
#include "protocol/smtp/extension.hpp"
#include "protocol/smtp/facts.hpp"
#include "protocol/smtp/mail_parameters.hpp"
#include "protocol/smtp/question.hpp"
#include "protocol/smtp/reply.hpp"
#include "protocol/smtp/session_record.hpp"
#include "protocol/smtp/settings.hpp"
#include "protocol/smtp/state.hpp"

namespace mailstop::smtp {

enum class Access;  // command_table.hpp

class Session {
 public:
  using Question = smtp::Question;
  using Answer = smtp::Answer;
  using Action = engine::Action<Question>;

  explicit Session(SessionSettings settings, SessionFacts facts = {});

  Action next();
  void received(std::string_view bytes);
  void tls_started(SecureChannel channel = {});
  void tls_failed(std::string reason);  // instead, with what the TLS library said in lower case
  void peer_closed();
  void idle_expired();
  void shutting_down();
  void answered(Answer answer);
  // From now on the host is asked about each sender and recipient, as the settings could have said.
  void ask_about_addresses() { settings_.checks_senders = settings_.checks_recipients = true; }

  // What was said since the last call, secrets masked; close_record() gives the rest when the session is
  // over.
  std::vector<RecordEntry> take_record();
  std::vector<RecordEntry> close_record();
  // How the session went; worth asking for when it is over.
  Conclusion conclusion() const;
  const std::string& helo() const { return helo_; }
  const std::string& auth_user() const { return auth_user_; }
  // As XCLIENT gave it, else "".
  const std::string& client_address() const { return client_address_; }
  std::uint16_t client_port() const { return client_port_; }

 private:
  struct CommandRow;  // command_table.hpp
  static const CommandRow* find_command(std::string_view verb);

  // session.cpp: the loop
  bool step();
  bool take_command();
  bool take_response();
  void dispatch(const line::Line& line);
  void enter(State state);
  void reply(const Reply& reply);
  void refuse(const Reply& reply);
  void close(Ending ending, const Reply& reply);
  void reject_line(const CommandRow* row, const Reply& reply);
  void run(const CommandRow& row, Cursor arguments);
  std::optional<Reply> find_obstacle(unsigned states, Access access) const;
  unsigned state_mask() const;
  Reply out_of_order() const;
  void end_transaction(const Reply& answer, const std::vector<std::string>& recipients);
  bool is_tls_hello() const;

  // session_hello.cpp: HELO, EHLO and what they announce
  void on_helo(Cursor arguments);
  void on_ehlo(Cursor arguments);
  void on_lhlo(Cursor arguments);
  void greet();
  Reply wrong_dialect() const;
  void meet_client(Cursor arguments);
  void choose_extensions();
  std::string list_extensions() const;
  std::string list_limits() const;

  // session_commands.cpp: commands without an argument worth a file of its own
  void on_rset(Cursor arguments);
  void on_noop(Cursor arguments);
  void on_vrfy(Cursor arguments);
  void on_expn(Cursor arguments);
  void on_help(Cursor arguments);
  void on_quit(Cursor arguments);
  void on_unimplemented(Cursor arguments);
  Reply unimplemented() const;
  void on_http(Cursor arguments);

  // session_mail.cpp
  void on_mail(Cursor arguments);
  void on_rcpt(Cursor arguments);
  void accept_sender(Transaction transaction);
  void accept_recipient(Transaction& transaction, mail::Recipient recipient);
  void on_answer(Checked verdict);
  std::optional<Reply> find_address_obstacle(std::string_view address) const;
  std::optional<Reply> find_mail_obstacle(const MailParameters& parameters) const;
  std::chrono::milliseconds hold_time(const mail::ReleaseRequest& release) const;

  // session_data.cpp
  void on_data(Cursor arguments);
  bool take_data();
  void end_of_data(ReceivingData data);
  void keep(mail::Envelope envelope, std::string data, std::uint64_t spooled);
  std::vector<std::string> list_recipients(const mail::Envelope& envelope) const;
  Reply message_too_large() const;
  Reply no_valid_recipients() const;
  void on_answer(Stored stored);
  void on_answer(NotStored failure);

  // session_spool.cpp: what does not stay in memory
  bool spool(std::string& held, std::uint64_t& spooled);
  bool spool_data(ReceivingData& data);
  bool spool_chunks(ReceivingChunk& chunk);
  void on_answer(Spooled);
  bool give_up_message(const Reply& refusal);
  bool must_drop_spool();

  // session_chunks.cpp
  void on_bdat(Cursor arguments);
  std::optional<Reply> find_chunk_obstacle(std::uint64_t octets) const;
  std::size_t feed_chunk(std::string_view bytes);
  bool take_chunk();
  void end_of_chunk(ReceivingChunk chunk);
  void fail_chunk(ReceivingChunk chunk);

  // session_peer.cpp: who is at the other end
  void on_starttls(Cursor arguments);
  void on_xclient(Cursor arguments);

  // session_auth.cpp
  void on_auth(Cursor arguments);
  sasl::Circumstances circumstances() const;
  void proceed(sasl::Outcome outcome);
  void on_outcome(sasl::Continue challenge);
  void on_outcome(sasl::Claim claim);
  void on_outcome(sasl::PasswordNeeded needed);
  void on_outcome(sasl::Proven proven);
  void on_outcome(sasl::Disproven);
  void on_outcome(sasl::Cancelled);
  void on_outcome(sasl::Malformed malformed);
  void log_in(std::string user, std::string_view mechanism);
  void on_answer(Authenticated verdict);
  void on_answer(KnownPassword known);

  // session_watch.cpp: what the session tells of itself
  void note_command(const line::Line& line, std::string_view text, const CommandRow* row);
  void note_data(std::size_t bytes);
  void note_reply(const Reply& reply, std::string_view wire);
  void note_end(Ending ending);
  void note_cut_off(std::size_t part, std::size_t whole);
  Phase phase() const;

  SessionSettings settings_;
  SessionFacts facts_;
  State state_ = Greeting{};
  line::Input input_;
  std::string output_;
  std::optional<Question> question_;  // to be asked once the output is sent
  std::string helo_;
  std::string auth_user_;
  std::string auth_mechanism_;
  std::optional<SecureChannel> channel_;
  std::string client_address_;  // as XCLIENT gave it, else ""
  std::uint16_t client_port_ = 0;
  SessionRecord record_;
  SessionHistory history_;
  std::string last_command_;  // as it may be shown
  std::string last_verb_;
  bool has_tried_auth_ = false;
  bool has_spooled_ = false;  // the host has put bytes by that it is to keep or to drop
  ExtensionSet offered_;
  std::size_t errors_ = 0;
  std::size_t exchanges_ = 0;  // of AUTH
  std::size_t failed_logins_ = 0;
  std::optional<std::chrono::milliseconds> pause_;  // before anything else is done
  bool has_rested_ = false;                         // for reply_delay, before what is in output_
  bool stopping_ = false;  // the server shuts down: close when the message in progress is done
};

}  // namespace mailstop::smtp
