#include "config/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>

#include "base/text.hpp"
#include "base/version.hpp"
#include "config/option.hpp"

namespace mailstop::config {
namespace {

constexpr int usage_status = 2;

using Values = std::map<std::string_view, std::vector<std::string>>;

void declare(CLI::App& app, const Option& option, Values& values) {
  const std::string flag = fmt::format("--{}", option.name);
  const std::string help = fmt::format("{} [{}; {}]", option.help, option.fallback, environment_name(option));
  auto& list = values[option.name];
  if (option.arity == Arity::flag) {
    app.add_flag_callback(
        flag, [&list] { list.assign(1, "true"); }, help);
    return;
  }
  auto* declared =
      app.add_option(flag, list, help)->type_name(std::string(option.value))->allow_extra_args(false);
  if (option.arity == Arity::once)
    declared->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

Finish mistake(const std::string& text) {
  return {usage_status, fmt::format("mailstop: {}\nRun `mailstop --help` for what can be said.\n", text)};
}

// The flag's name of "--name" or "--name=value"; "" for anything else.
std::string_view flag_name(std::string_view argument) {
  if (!argument.starts_with("--")) return {};
  return argument.substr(
      2, argument.find('=') == std::string_view::npos ? argument.npos : argument.find('=') - 2);
}

// CLI11's text for an unknown flag only repeats it; a near one is more help.
std::string explain_unknown(const CLI::ParseError& error, const std::vector<std::string>& arguments) {
  std::vector<std::string_view> known;
  for (const auto& option : options()) known.push_back(option.name);
  for (const auto& argument : arguments) {
    const auto name = flag_name(argument);
    if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) continue;
    const auto near = nearest_word(name, known);
    return near.empty() ? fmt::format("unknown option --{}", name)
                        : fmt::format("unknown option --{}; did you mean --{}?", name, near);
  }
  return error.what();
}

std::optional<Finish> apply_option(Settings& settings, const Option& option,
                                   const std::vector<std::string>& values, const Environment& environment) {
  const auto fail = [](const std::string& source, const Error& error) {
    return mistake(fmt::format("{}: {}", source, error.message));
  };
  for (const auto& value : values) {
    if (auto done = option.apply(settings, value); !done)
      return fail(fmt::format("--{}", option.name), done.error());
  }
  if (!values.empty()) return std::nullopt;
  const auto variable = environment_name(option);
  const auto value = environment(variable);
  if (!value || value->empty()) return std::nullopt;
  if (option.arity == Arity::once || option.arity == Arity::flag) {
    if (auto done = option.apply(settings, *value); !done) return fail(variable, done.error());
    return std::nullopt;
  }
  for (const auto item : split(*value, option.arity == Arity::repeatable ? ',' : '\n')) {
    if (trim(item).empty()) continue;
    if (auto done = option.apply(settings, trim(item)); !done) return fail(variable, done.error());
  }
  return std::nullopt;
}

}  // namespace

Command parse_command_line(const std::vector<std::string>& arguments, const Environment& environment) {
  CLI::App app(
      "Mailstop, where test mail stops: accepts whatever is sent to it by SMTP, shows it, lets tests assert "
      "on it.",
      "mailstop");
  app.set_version_flag("--version", fmt::format("mailstop {}", version));
  app.footer(
      "`mailstop serve` is the same as `mailstop`; `mailstop ca` prints the CA of --tls=auto, and\n"
      "`mailstop ca --install-hint` how to trust it. Every option may also be set by the variable that is "
      "named with it.");
  Values values;
  for (const auto& option : options()) declare(app, option, values);

  std::vector<std::string> rest(arguments.rbegin(), arguments.rend());
  const bool is_ca = !rest.empty() && rest.back() == "ca";
  PrintCa ca;
  if (is_ca) app.add_flag("--install-hint", ca.install_hint, "print how to make programs trust the CA");
  if (is_ca || (!rest.empty() && rest.back() == "serve")) rest.pop_back();
  if (!rest.empty() && rest.back() == "version") return Finish{0, fmt::format("mailstop {}\n", version)};
  try {
    app.parse(std::move(rest));
  } catch (const CLI::CallForHelp&) {
    return Finish{0, app.help()};
  } catch (const CLI::CallForVersion&) {
    return Finish{0, fmt::format("mailstop {}\n", version)};
  } catch (const CLI::ExtrasError& error) {
    return mistake(explain_unknown(error, arguments));
  } catch (const CLI::ParseError& error) {
    return mistake(error.what());
  }
  Serve serve;
  for (const auto& option : options()) {
    if (auto finish = apply_option(serve.settings, option, values[option.name], environment)) return *finish;
  }
  if (!is_ca) return serve;
  ca.settings = std::move(serve.settings);
  return ca;
}

}  // namespace mailstop::config
