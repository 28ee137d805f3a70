// What a command line can ask for, with all that it says: one struct a command. Made by
// config/command_line.hpp from the table of config/command_table.hpp, run by app/commands.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.hpp"
#include "config/setting_layers.hpp"
#include "config/settings.hpp"

namespace mailstop::config {

struct Serve {
  Settings settings;
};

// `mailstop ca`
struct PrintCa {
  Settings settings;
  bool install_hint = false;  // how to trust it, instead of the certificate
};

// `mailstop config`
struct PrintConfig {
  std::vector<GivenSetting> effective;  // every option, those with their defaults too
  bool json = false;
};

// The running server that a client command asks.
struct Remote {
  std::string url = "http://127.0.0.1:8025";
  std::string ca_file;      // whom to trust over https; "" is the system's
  bool is_verified = true;  // its certificate
};

// Which messages. What is not given is not asked for, and what is given empty is for the server to refuse.
struct Selection {
  std::optional<std::string> inbox;
  std::optional<std::string> query;
};

// `mailstop expect`
struct Expect {
  Remote remote;
  std::vector<std::pair<std::string, std::string>> conditions;  // query parameters of GET /v1/expect
  std::optional<std::string> match;                             // JSON for POST /v1/expect instead of them
  std::optional<std::string> inbox;
  std::optional<std::uint64_t> after;
  std::optional<std::uint64_t> count;
  Duration within{5'000};
  std::optional<std::string> print;
  std::optional<std::string> link_text;
  bool json = false;
};

// `mailstop ready`
struct Ready {
  Remote remote;
  Duration wait{0};
  bool json = false;
};

// `mailstop ls`
struct List {
  Remote remote;
  Selection selection;
  std::uint64_t limit = 50;
  bool json = false;
};

enum class View { readable, text, html, headers, raw, session };

// `mailstop show`
struct Show {
  Remote remote;
  Selection selection;
  std::string id = "latest";
  View view = View::readable;
  bool json = false;
};

// `mailstop tail`
struct Tail {
  Remote remote;
  Selection selection;
  std::optional<std::uint64_t> after;
  bool json = false;
};

// `mailstop exec`
struct Exec {
  Settings settings;                                           // with ports of its own and a store in memory
  std::vector<std::string> command;                            // the program and its arguments
  std::vector<std::pair<std::string, std::string>> variables;  // by --env: name, placeholder_text.hpp
  std::vector<std::string> expectations;  // "to=alice@example.test&count=1", as GET /v1/expect has them
  std::string artifacts_folder;           // "" for none
  std::string junit_file;                 // "" for none
};

// The SMTP server that `send` and `sendmail` give mail to.
struct SmtpRemote {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0 is 1025, which Mailstop listens on
};

enum class SecureSmtp { off, starttls, implicit };

// `mailstop send`
struct Send {
  std::optional<SmtpRemote> server;  // not given: default_smtp_remote()
  SecureSmtp tls = SecureSmtp::off;
  std::string ca_file;      // whom to trust; "" is the system's
  bool is_verified = true;  // its certificate
  std::string user, password;
  std::string helo = "localhost";
  std::string from = "mailstop@example.test";
  std::vector<std::string> to, cc, bcc;  // lists of addresses
  std::optional<std::string> sender;     // of the envelope; from's when not given
  std::string subject, text, html;       // "@FILE" is what it holds
  std::vector<std::string> attachments;  // files
  std::vector<std::pair<std::string, std::string>> headers;
  std::string raw_file;  // instead of all that; "-" is standard input
  std::uint64_t count = 1;
  bool json = false;
};

// `mailstop sendmail`; what its flags mean stands in config/sendmail_arguments.hpp
struct Sendmail {
  SmtpRemote server;
  std::optional<std::string> sender;  // of the envelope, "" is the null sender
  std::string full_name;
  std::vector<std::string> recipients;
  bool has_recipients_in_header = false;  // -t
  bool ends_at_dot = true;                // -i: only at the end of the input
  bool relays_bytes = false;              // -bs
  bool is_verbose = false;
};

// `mailstop ingest`
struct Ingest {
  Remote remote;  // unless one of the next two is given
  std::optional<SmtpRemote> smtp;
  std::optional<std::string> database;  // a file that no server holds
  std::vector<std::string> paths;       // "-" is standard input
  std::optional<std::string> inbox;
  std::vector<std::string> tags;
  std::optional<std::string> sender;    // of the envelope; the message's own when not given
  std::vector<std::string> recipients;  // likewise
  bool json = false;
};

enum class MailFormat { eml, mbox, maildir, zip };

// `mailstop export`
struct Export {
  Remote remote;                        // unless this is given:
  std::optional<std::string> database;  // a file that no server holds
  Selection selection;
  MailFormat format = MailFormat::mbox;
  std::optional<std::string> output;  // "-" is standard output
  bool force = false;
};

// `mailstop check`
struct Check {
  Settings settings;  // of which the database counts
  bool json = false;
};

// `mailstop backup`
struct Backup {
  Settings settings;  // of which the database counts
  std::string file;
  bool force = false;
  bool json = false;
};

// Nothing is to be run: print `text` and end with `status` (0 help or version on stdout, 2 a mistake on
// stderr).
struct Finish {
  int status = 0;
  std::string text;
};

using Command = std::variant<Finish, Serve, PrintCa, PrintConfig, Expect, Ready, List, Show, Tail, Exec, Send,
                             Sendmail, Ingest, Export, Check, Backup>;

}  // namespace mailstop::config
