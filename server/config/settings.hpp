// Everything a person can set, with its default. Filled by config/command_line.hpp, read once by
// app::Application.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "net/endpoint.hpp"
#include "protocol/smtp/settings.hpp"
#include "store/sqlite/settings.hpp"

namespace mailstop::config {

struct SmtpSettings {
  std::vector<net::Endpoint> listen;  // empty: the defaults of docs/configuration.md
  smtp::SessionSettings session;
  std::size_t max_connections = 2000;
};

struct HttpSettings {
  std::vector<net::Endpoint> listen;
  std::vector<std::string> allowed_hosts;
  std::string public_url;  // "" is derived from the first listener
};

struct Settings {
  SmtpSettings smtp;
  HttpSettings http;
  store::sqlite::Settings store;
  std::string ready_file;
  log::Level log_level = log::Level::info;
};

}  // namespace mailstop::config
