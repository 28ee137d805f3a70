// Everything a person can set, with its default. Filled by config/command_line.hpp, read once by
// app::Application.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "api/compat/compat_settings.hpp"
#include "base/log.hpp"
#include "faults/chaos.hpp"
#include "listeners/settings.hpp"
#include "mailroom/settings.hpp"
#include "net/endpoint.hpp"
#include "net/tls_settings.hpp"
#include "store/sqlite/settings.hpp"

namespace mailstop::config {

struct HttpSettings {
  std::vector<net::Endpoint> listen;
  std::vector<std::string> allowed_hosts;
  std::string public_url;  // "" is derived from the first listener
  bool tls = false;
};

// What is to be said once there is a log.
struct Notice {
  log::Level level = log::Level::info;
  std::string text;
};

struct Settings {
  listeners::SmtpListenerSettings smtp;
  HttpSettings http;
  net::TlsSettings tls;
  store::sqlite::Settings store;
  mailroom::Settings mailroom;
  api::compat::CompatSettings compat;
  faults::ChaosRules chaos;
  bool jim = false;         // mishaps as they are by default
  std::string config_file;  // that was asked for; "" reads mailstop.toml if there is one
  std::string ready_file;
  log::Level log_level = log::Level::info;
  std::vector<Notice> notices;
};

}  // namespace mailstop::config
