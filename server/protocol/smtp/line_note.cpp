#include "protocol/smtp/line_note.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/text.hpp"

namespace mailstop::smtp {
namespace {

struct NoteRow {
  std::string_view word;
  std::string_view note;
};

constexpr NoteRow commands[] = {
    {"EHLO", "The client says hello with its own name and asks which extensions the server has."},
    {"HELO", "The client says hello with its own name, in the old way that knows no extensions."},
    {"LHLO", "The hello of LMTP, the sister of SMTP for local delivery."},
    {"MAIL",
     "The client begins a message and names its sender, to whom errors go. This envelope sender need not be "
     "the "
     "From of the header."},
    {"RCPT",
     "The client names one recipient; the line comes once for each. This list decides who gets the message, "
     "not "
     "the To of the header: a Bcc is only here."},
    {"DATA",
     "The client wants to send the message itself: header, empty line, text. A line with a single dot ends "
     "it."},
    {"BDAT",
     "The client sends a counted part of the message: so many bytes follow, none of which has a meaning. "
     "LAST "
     "marks the final part."},
    {"RSET", "The client drops the message that it has begun and starts over."},
    {"NOOP", "Nothing is to be done; the client sees whether the server is still there."},
    {"VRFY", "The client asks whether an address exists. Servers seldom tell."},
    {"EXPN", "The client asks who is on a mailing list. Servers seldom tell."},
    {"HELP", "The client, or a person, asks for help."},
    {"QUIT", "The client is done and says goodbye."},
    {"AUTH",
     "The client logs in, by the mechanism that it names. What it sends to prove itself is hidden here."},
    {"STARTTLS", "The client asks to encrypt the connection from here on."},
    {"XCLIENT", "A proxy tells who the real client behind it is."},
    {"ETRN", "The client asks for mail that waits for it; this server keeps all it gets."},
    {"TURN", "The client wants to swap roles with the server; nobody does that any more."},
    {"GET", "A request of HTTP, the language of the web. This port is for mail."},
    {"POST", "A request of HTTP, the language of the web. This port is for mail."},
};

constexpr NoteRow extensions[] = {
    {"PIPELINING", "The client may send several commands without waiting for each answer."},
    {"SIZE", "The largest message in bytes; the client may tell the size of its message beforehand."},
    {"8BITMIME", "Text may hold bytes beyond ASCII."},
    {"SMTPUTF8", "Addresses and headers may be in any script."},
    {"ENHANCEDSTATUSCODES", "Answers carry a second, finer code such as 2.1.5."},
    {"CHUNKING", "A message may come by BDAT in counted parts instead of DATA."},
    {"BINARYMIME", "By BDAT a message may hold any bytes, without lines."},
    {"DSN", "The client may ask to be told about delivery, delay or failure."},
    {"REQUIRETLS", "The client may demand that a message travels over TLS only, all the way."},
    {"DELIVERBY", "The client may say until when a message is worth delivering."},
    {"MT-PRIORITY", "The client may give a message a priority from -9 to 9."},
    {"LIMITS", "How many recipients a message and how many messages a connection may have."},
    {"FUTURERELEASE", "A message may be held back until a later time."},
    {"STARTTLS", "The connection can be encrypted on demand."},
    {"AUTH", "The client may log in, by one of these mechanisms."},
    {"XCLIENT", "A proxy may tell who the real client behind it is."},
};

constexpr NoteRow parameter_notes[] = {
    {"SIZE", "SIZE is the size of the message in bytes."},
    {"BODY", "BODY says whether the text is ASCII, 8-bit or binary."},
    {"SMTPUTF8", "SMTPUTF8 announces addresses or headers in any script."},
    {"AUTH", "AUTH names who has handed in the message."},
    {"RET", "RET says how much of the message a failure report shall quote."},
    {"ENVID", "ENVID is the client's own mark for the message."},
    {"NOTIFY", "NOTIFY says of what the sender wants to be told."},
    {"ORCPT", "ORCPT is the recipient as the sender wrote it at first."},
    {"REQUIRETLS", "REQUIRETLS demands TLS all the way."},
    {"BY", "BY says until when the message is worth delivering."},
    {"MT-PRIORITY", "MT-PRIORITY is the priority of the message."},
    {"HOLDFOR", "HOLDFOR asks to hold the message back for so many seconds."},
    {"HOLDUNTIL", "HOLDUNTIL asks to hold the message back until that time."},
};

constexpr NoteRow replies[] = {
    {"214", "Help, as asked for."},
    {"220", "The server is ready and gives its name."},
    {"221", "The server says goodbye."},
    {"235", "The client is logged in."},
    {"250", "Done."},
    {"252", "The server does not tell whether the address exists, but would take mail for it."},
    {"334", "The server asks for the next piece of the login."},
    {"354", "The server waits for the message; a line with a single dot ends it."},
    {"421", "The server closes the connection; the client may come again later."},
    {"450", "Not now: the client should try again later."},
    {"451", "Not now: something went wrong in the server; the client should try again later."},
    {"452", "Not now: too much was asked for, or there is no room; the client should try again later."},
    {"500", "The server does not know this command."},
    {"501", "The server could not read what stands behind the command."},
    {"502", "The server knows the command but does not offer it."},
    {"503", "The command came at the wrong time; the usual order is EHLO, MAIL, RCPT, DATA."},
    {"504", "The server does not offer what the command asks for."},
    {"530", "Something must come first: TLS or a login."},
    {"535", "The user name or the password is wrong."},
    {"538", "The login needs TLS first."},
    {"550", "Refused: the server does not take this address."},
    {"552", "Refused: the message is too large."},
    {"553", "Refused: the server does not take addresses like this."},
    {"554", "Refused."},
    {"555", "The server does not offer a parameter on this line."},
};

constexpr NoteRow classes[] = {
    {"2", "Done."},
    {"3", "The server waits for more."},
    {"4", "Not now: the client should try again later."},
    {"5", "Refused: trying the same again will not help."},
};

std::string_view find(std::span<const NoteRow> rows, std::string_view word) {
  const auto fits = [word](const NoteRow& row) { return equals_ignoring_case(row.word, word); };
  const auto row = std::find_if(rows.begin(), rows.end(), fits);
  return row == rows.end() ? std::string_view() : row->note;
}

bool is_envelope(std::string_view verb) {
  return equals_ignoring_case(verb, "MAIL") || equals_ignoring_case(verb, "RCPT");
}

// The parameters behind the address; the first words are the verb and the address.
std::string note_parameters(const std::vector<std::string_view>& words) {
  std::string notes;
  for (std::size_t i = 2; i < words.size(); ++i) {
    const auto note = find(parameter_notes, words[i].substr(0, words[i].find('=')));
    if (!note.empty()) notes.append(" ").append(note);
  }
  return notes;
}

// What the record put in place of what it does not show.
std::string_view note_placeholder(std::string_view text) {
  if (text.starts_with("<secret")) return "A piece of the login, hidden here because it is a credential.";
  if (text.find("no command") != std::string_view::npos)
    return "Nothing that the server understands; hidden here because it may be a credential.";
  if (text.find("too long") != std::string_view::npos) return "A line longer than a command may be.";
  if (text.find("cut off") != std::string_view::npos)
    return "The message itself, of which the end never came.";
  return "The message itself: header, empty line and text, kept as it came.";
}

std::string note_client(std::string_view text) {
  if (text.starts_with('<')) return std::string(note_placeholder(text));
  if (text == "*") return "The client gives up logging in.";
  const auto words = split(text, ' ');
  const auto note = command_note(words.front());
  if (note.empty()) return "Nothing that the server understands.";
  return std::string(note) + (is_envelope(words.front()) ? note_parameters(words) : "");
}

std::string note_server(std::string_view text) {
  if (text.starts_with("...")) return "The session went on; what is left out here was too much to keep.";
  const auto code = text.substr(0, 3);
  const auto rest = text.substr(std::min<std::size_t>(4, text.size()));
  const auto keyword = extension_note(rest.substr(0, rest.find(' ')));
  if (code == "250" && !keyword.empty())
    return fmt::format("An extension that the server offers. {}", keyword);
  if (code == "250" && text.find("queued as") != std::string_view::npos)
    return "Done: the message is kept, and can be found under this number.";
  if (code == "220" && text.find("start TLS") != std::string_view::npos)
    return "The server agrees: the TLS handshake comes next, and all that follows is encrypted.";
  if (text.starts_with("250-"))
    return "The name of the server; the lines below are the extensions that it offers.";
  if (const auto note = find(replies, code); !note.empty()) return std::string(note);
  return std::string(find(classes, code.substr(0, 1)));
}

}  // namespace

std::string note_for(Direction direction, std::string_view text) {
  return direction == Direction::client ? note_client(text) : note_server(text);
}

std::string_view command_note(std::string_view verb) {
  return find(commands, verb);
}

std::string_view extension_note(std::string_view keyword) {
  return find(extensions, keyword);
}

}  // namespace mailstop::smtp
