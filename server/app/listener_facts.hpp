// What GET /v1/info says of each port: once all are bound and TLS is known.
#pragma once
#include <string>
#include <vector>

#include "api/v1/service_facts.hpp"
#include "config/settings.hpp"

namespace mailstop::app {

// The ports of `settings.smtp` in their order, then those of HTTP, which are told as URLs.
std::vector<api::v1::ListenerFacts> list_listeners(const config::Settings& settings,
                                                   const std::vector<std::string>& http_urls);

// "optional", as the flag calls it
std::string_view to_text(smtp::AuthMode mode);

}  // namespace mailstop::app
