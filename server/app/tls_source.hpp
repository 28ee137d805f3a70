// Which certificate the settings mean: the files that were given, or one of the local CA.
#pragma once
#include <memory>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "config/settings.hpp"
#include "net/tls_context_source.hpp"

namespace mailstop::app {

// True when a certificate, or --tls=auto, was asked for.
bool is_tls_wanted(const net::TlsSettings& settings);

// The settings must not contradict each other. Errors name the options.
Result<void> check_tls(const net::TlsSettings& settings);

// `settings.store.path` is known; `listening` are the addresses in use.
Result<std::shared_ptr<net::TlsContextSource>> open_tls_source(const config::Settings& settings,
                                                               const std::vector<net::Endpoint>& listening,
                                                               const Clock& clock);

// What the files of the local CA begin with; "" for a CA in memory.
std::string tls_prefix(const config::Settings& settings);

}  // namespace mailstop::app
