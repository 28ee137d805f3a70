#include "protocol/smtp/session.hpp"

#include <fmt/format.h>

#include <utility>

#include "protocol/smtp/command.hpp"
#include "protocol/smtp/command_table.hpp"

namespace mailstop::smtp {
namespace {

// Replies are gathered up to here before they are sent: a thousand commands in one packet need few writes,
// and little memory when the client does not read.
constexpr std::size_t max_gathered_output = 16 * 1024;

bool is_not_space(char c) {
  return c != ' ';
}

}  // namespace

Session::Session(SessionSettings settings, SessionFacts facts)
    : settings_(std::move(settings)), facts_(std::move(facts)), channel_(facts_.channel) {
  choose_extensions();
}

Session::Action Session::next() {
  const auto gathered = settings_.reply_delay.count() > 0 ? 1 : max_gathered_output;
  while (!pause_ && !question_ && output_.size() < gathered && step()) continue;
  if (pause_) return engine::Pause{*std::exchange(pause_, std::nullopt)};
  if (!output_.empty()) {
    const bool must_rest = settings_.reply_delay.count() > 0 && !has_rested_;
    has_rested_ = must_rest;
    if (must_rest) return engine::Pause{settings_.reply_delay};
    return engine::Send{std::exchange(output_, {})};
  }
  if (question_) return *std::exchange(question_, std::nullopt);
  if (must_drop_spool()) return Question(DropSpool{});
  auto* const starting = std::get_if<StartingTls>(&state_);
  if (starting && !std::exchange(starting->is_asked, true)) return engine::StartTls{};
  if (std::holds_alternative<Closing>(state_)) return engine::Close{};
  return engine::NeedInput{};
}

// Does one thing that needs neither more input nor an answer; false when there is none.
bool Session::step() {
  if (std::holds_alternative<Greeting>(state_)) {
    greet();
    return true;
  }
  if (std::holds_alternative<ReceivingData>(state_)) return take_data();
  if (std::holds_alternative<ReceivingChunk>(state_)) return take_chunk();
  if (std::holds_alternative<Authenticating>(state_)) return take_response();
  return state_mask() != 0 && take_command();
}

void Session::received(std::string_view bytes) {
  if (std::holds_alternative<Closing>(state_) || std::holds_alternative<StartingTls>(state_)) return;
  auto* const data = std::get_if<ReceivingData>(&state_);
  if (data && input_.empty()) bytes.remove_prefix(data->decoder.feed(bytes));
  if (std::holds_alternative<ReceivingChunk>(state_) && input_.empty())
    bytes.remove_prefix(feed_chunk(bytes));
  input_.append(bytes);
}

// RFC 3207 section 4.2: what the client said in the clear is forgotten, the bytes it sent too early above
// all.
void Session::tls_started(SecureChannel channel) {
  if (std::holds_alternative<Closing>(state_)) return;
  input_.clear();
  channel_ = std::move(channel);
  choose_extensions();
  helo_.clear();
  auth_user_.clear();
  auth_mechanism_.clear();
  if (!std::holds_alternative<Greeting>(state_)) enter(Connected{});
}

void Session::tls_failed(std::string reason) {
  history_.tls_failure = std::move(reason);
  note_end(Ending::tls_failed);
  peer_closed();
}

void Session::peer_closed() {
  note_end(Ending::hung_up);
  output_.clear();
  question_.reset();
  enter(Closing{});
}

void Session::idle_expired() {
  close(Ending::idle,
        {421, "4.4.2",
         fmt::format("{} closes the connection: nothing was sent for too long", settings_.hostname)});
}

void Session::shutting_down() {
  stopping_ = true;
  const auto* const transaction = std::get_if<Transaction>(&state_);
  const bool has_message =
      std::holds_alternative<ReceivingData>(state_) || std::holds_alternative<ReceivingChunk>(state_) ||
      std::holds_alternative<Storing>(state_) || (transaction && transaction->is_chunked);
  if (!has_message)
    close(Ending::shut_down, {421, "4.3.2", fmt::format("{} is shutting down", settings_.hostname)});
}

void Session::answered(Answer answer) {
  if (std::holds_alternative<Closing>(state_)) return;
  std::visit([this](auto& alternative) { on_answer(std::move(alternative)); }, answer);
}

// A handshake record of TLS (RFC 8446 section 5.1): type 22, major version 3. One byte of it decides nothing.
bool Session::is_tls_hello() const {
  const auto start = input_.bytes().substr(0, 2);
  return history_.commands == 0 && !channel_ && !start.empty() &&
         std::string_view("\x16\x03").starts_with(start);
}

bool Session::take_command() {
  if (is_tls_hello()) {
    if (input_.bytes().size() < 2) return false;
    note_end(Ending::tls_hello);
    enter(Closing{});
    return true;
  }
  const auto line = input_.take_line(settings_.limits.max_command_line + sasl_line_octets);
  if (line.status == line::LineStatus::incomplete) return false;
  dispatch(line);
  return true;
}

void Session::dispatch(const line::Line& line) {
  auto text = line.text;
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  Cursor cursor(text);
  const auto verb = cursor.take_while(is_not_space);
  const auto* const row = find_command(verb);
  note_command(line, text, row);
  const auto longest = settings_.limits.max_command_line + (row ? row->extra_octets : 0);
  if (line.status == line::LineStatus::too_long || line.octets > longest) {
    return reject_line(row,
                       {500, "5.5.2", fmt::format("Line too long: it has more than {} octets", longest)});
  }
  if (const auto control = find_control(text); control != std::string_view::npos) {
    const auto message =
        fmt::format("Control byte 0x{:02X} in column {}", static_cast<unsigned char>(text[control]),
                    cursor.error_at(control, {}).column);
    return reject_line(row, {control < verb.size() ? 500 : 501, "5.5.2", message});
  }
  if (!row) return refuse({500, "5.5.2", "This command is not known here; HELP lists those that are"});
  run(*row, cursor);
}

// A BDAT line that cannot be read leaves the place of the next command unknown.
void Session::reject_line(const CommandRow* row, const Reply& reply) {
  row && row->handle == &Session::on_bdat ? close(Ending::unreadable_chunk, reply) : refuse(reply);
}

void Session::run(const CommandRow& row, Cursor arguments) {
  if (const auto obstacle = find_obstacle(row.states, row.access)) return refuse(*obstacle);
  arguments.skip_spaces();
  const auto unwanted = arguments.at_end() ? Argument::required : Argument::none;
  if (row.argument == unwanted) return refuse({501, "5.5.4", fmt::format("Syntax: {}", row.syntax)});
  (this->*row.handle)(arguments);
}

std::optional<Reply> Session::find_obstacle(unsigned states, Access access) const {
  // RFC 3207 section 4
  if (access != Access::always && settings_.require_tls && !channel_)
    return Reply{530, "5.7.0", "TLS required: STARTTLS first"};
  if (access == Access::authenticated && settings_.auth == AuthMode::required && auth_user_.empty())
    return Reply{530, "5.7.0", "Authentication required: AUTH first"};
  if ((states & state_mask()) == 0) return out_of_order();
  return std::nullopt;
}

unsigned Session::state_mask() const {
  if (std::holds_alternative<Connected>(state_)) return in_connected;
  if (std::holds_alternative<Ready>(state_)) return in_ready;
  if (std::holds_alternative<Transaction>(state_)) return in_transaction;
  return 0;
}

Reply Session::out_of_order() const {
  if (std::holds_alternative<Connected>(state_)) {
    const auto* const hello = settings_.dialect == Dialect::lmtp ? "LHLO" : "EHLO or HELO";
    return {503, "5.5.1", fmt::format("Bad sequence: {} first", hello)};
  }
  if (std::holds_alternative<Ready>(state_)) return {503, "5.5.1", "Bad sequence: MAIL first"};
  return {503, "5.5.1", "Bad sequence: a mail transaction is under way; DATA or RSET ends it"};
}

void Session::enter(State state) {
  state_ = std::move(state);
}

void Session::reply(const Reply& reply) {
  const auto begin = output_.size();
  const bool has_status = offered_.has(Extension::enhanced_status_codes);
  append(output_, has_status ? reply : Reply{reply.code, "", reply.text});
  note_reply(reply, std::string_view(output_).substr(begin));
}

void Session::refuse(const Reply& reply) {
  if (++errors_ < settings_.limits.max_errors) return this->reply(reply);
  note_refusal(history_, {last_command_, last_verb_, reply});
  close(Ending::too_many_errors,
        {421, "4.7.0",
         fmt::format("Too many errors, closing the connection. The last was {} {}", reply.code, reply.text)});
}

void Session::close(Ending ending, const Reply& reply) {
  if (std::holds_alternative<Closing>(state_)) return;
  note_end(ending);
  this->reply(reply);
  question_.reset();
  enter(Closing{});
}

}  // namespace mailstop::smtp
