#include "config/sendmail_arguments.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "config/option_values.hpp"
#include "net/endpoint.hpp"

namespace mailstop::config {
namespace {

using Text = std::string_view;

// Their value is joined or the next argument, and means nothing to a server that delivers nowhere: -B body
// type, -C file, -D log, -d debugging, -h hops, -L tag, -M and -O options, -N notifications, -p protocol,
// -R what to return, -V envelope id, -X log.
constexpr Text ignored_with_value = "BCDhLMNOpRVX";
// Their value is joined or there is none: -q queue, -A configuration, -e errors, -d debugging, -U -G -n -m.
constexpr Text ignored_alone = "qAedUGnm";

class SendmailReader {
 public:
  SendmailReader(const std::vector<std::string>& arguments, Sendmail& result)
      : arguments_(arguments), result_(result) {}

  Result<void> read() {
    for (; at_ < arguments_.size(); ++at_) {
      const Text argument = arguments_[at_];
      if (argument == "--") {
        result_.recipients.insert(result_.recipients.end(),
                                  arguments_.begin() + static_cast<std::ptrdiff_t>(at_) + 1,
                                  arguments_.end());
        return {};
      }
      auto taken = argument.starts_with("--")                         ? take_long(argument)
                   : argument.size() > 1 && argument.starts_with('-') ? take_short(argument.substr(1))
                                                                      : take_recipient(argument);
      if (!taken) return taken;
    }
    return {};
  }

 private:
  Result<void> take_recipient(Text argument) {
    result_.recipients.emplace_back(argument);
    return {};
  }

  Result<void> take_long(Text argument) {
    const auto sign = argument.find('=');
    const auto name = argument.substr(2, sign == Text::npos ? sign : sign - 2);
    if (name != "smtp-addr" && name != "from" && name != "smtp-ip" && name != "smtp-port")
      return invalid_argument(fmt::format("unknown option --{}", escape_controls(name)));
    const auto value = take_value(sign == Text::npos ? Text() : argument.substr(sign + 1));
    if (!value) return invalid_argument(fmt::format("--{} needs a value", name));
    if (name == "from") return set_sender(*value);
    if (name == "smtp-ip") {
      result_.server.host = *value;
      return {};
    }
    if (name == "smtp-port") return set_count<std::uint16_t>(result_.server.port, *value, 1);
    auto server = parse_smtp_remote(*value);
    if (!server) return invalid_argument(fmt::format("--smtp-addr: {}", server.error().message));
    result_.server = std::move(*server);
    return {};
  }

  // `flags` without the dash: those without a value may be joined, as in -ti.
  Result<void> take_short(Text flags) {
    const char flag = flags.front();
    const auto rest = flags.substr(1);
    if (flag == 'o') return take_o(rest);
    if (flag == 'b') return take_mode(rest);
    if (flag == 'f' || flag == 'r' || flag == 'F') return take_text(flag, rest);
    if (ignored_alone.find(flag) != Text::npos) return {};
    if (ignored_with_value.find(flag) != Text::npos) {
      if (!take_value(rest)) return invalid_argument(fmt::format("-{} needs a value", flag));
      return {};
    }
    if (flag == 't')
      result_.has_recipients_in_header = true;
    else if (flag == 'i')
      result_.ends_at_dot = false;
    else if (flag == 'v')
      result_.is_verbose = true;
    else
      return invalid_argument(fmt::format("unknown option -{}", escape_controls(Text(&flag, 1))));
    return rest.empty() ? Result<void>() : take_short(rest);
  }

  // Of the old -oX only -oi is more than a wish about delivery.
  Result<void> take_o(Text option) {
    if (option == "i") result_.ends_at_dot = false;
    if (option == "t") result_.has_recipients_in_header = true;
    return {};
  }

  Result<void> take_mode(Text mode) {
    if (mode != "m" && mode != "s")
      return invalid_argument(fmt::format(
          "-b{}: only -bm (read a message) and -bs (speak SMTP) are done here", escape_controls(mode)));
    result_.relays_bytes = mode == "s";
    return {};
  }

  Result<void> take_text(char flag, Text joined) {
    const auto value = take_value(joined);
    if (!value) return invalid_argument(fmt::format("-{} needs a value", flag));
    if (flag != 'F') return set_sender(*value);
    result_.full_name = *value;
    return {};
  }

  Result<void> set_sender(Text value) {
    result_.sender = value == "<>" ? Text() : value;
    return {};
  }

  // Joined, else the next argument.
  std::optional<std::string> take_value(Text joined) {
    if (!joined.empty()) return std::string(joined);
    if (at_ + 1 == arguments_.size()) return std::nullopt;
    return arguments_[++at_];
  }

  const std::vector<std::string>& arguments_;
  Sendmail& result_;
  std::size_t at_ = 0;
};

}  // namespace

Result<SmtpRemote> parse_smtp_remote(Text text) {
  const bool has_port = text.starts_with('[')
                            ? text.find("]:") != Text::npos
                            : text.find(':') != Text::npos && text.find(':') == text.rfind(':');
  auto host = text.starts_with('[') && text.ends_with(']') ? text.substr(1, text.size() - 2) : text;
  if (!has_port) {
    if (trim(host).empty()) return invalid_argument("the name of the SMTP server is empty");
    return SmtpRemote{std::string(host), 0};
  }
  const auto endpoint = net::parse_endpoint(text);
  if (!endpoint) return endpoint.error();
  if (!endpoint->path.empty() || endpoint->port == 0)
    return invalid_argument(fmt::format("\"{}\" is no server: write HOST:PORT", escape_controls(text)));
  return SmtpRemote{endpoint->host.empty() ? "127.0.0.1" : endpoint->host, endpoint->port};
}

Result<SmtpRemote> default_smtp_remote(const Environment& environment) {
  SmtpRemote remote;
  if (const auto host = environment("MAILSTOP_SMTP_HOST"); host && !host->empty()) remote.host = *host;
  const auto port = environment("MAILSTOP_SMTP_PORT");
  if (!port || port->empty()) return remote;
  if (auto done = set_count<std::uint16_t>(remote.port, *port, 1); !done)
    return invalid_argument(fmt::format("MAILSTOP_SMTP_PORT: {}", done.error().message));
  return remote;
}

Result<Sendmail> parse_sendmail_arguments(const std::vector<std::string>& arguments,
                                          const Environment& environment) {
  auto server = default_smtp_remote(environment);
  if (!server) return server.error();
  Sendmail result;
  result.server = std::move(*server);
  if (auto read = SendmailReader(arguments, result).read(); !read) return read.error();
  return result;
}

}  // namespace mailstop::config
