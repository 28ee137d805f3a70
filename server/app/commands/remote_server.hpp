// The running server that a client command asks, and what its answers mean for the exit status.
#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "config/command.hpp"
#include "http/client.hpp"

namespace mailstop::app {

using Json = nlohmann::ordered_json;
using Parameters = std::vector<std::pair<std::string_view, std::string>>;

// "/v1/messages?limit=10&q=..."
std::string target_of(std::string_view path, const Parameters& parameters);

// inbox and q, where they were given.
Parameters parameters_of(const config::Selection& selection);

// Errors: a wrong URL or CA file.
Result<http::Client> open_client(const config::Remote& remote);

// Prints why nothing came of it, and answers the exit status for it.
int fail_usage(const Error& error);
int fail_unreachable(const Error& error);
int fail_answer(const http::Answer& answer);  // of 400 and above

// A GET that must be answered with 200; else what it failed with is printed, and this is the exit status.
struct Fetched {
  std::optional<http::Answer> answer;
  int status = 0;
};
Fetched fetch(const config::Remote& remote, std::string target);

// Nothing when it is not JSON.
std::optional<Json> parse_json(const std::string& text);

// Members of an answer; empty when they are missing or of another type.
std::string text_of(const Json& object, std::string_view name);
const Json& list_of(const Json& object, std::string_view name);

// What an answer of 400 and above says of itself: its text, or that it has none.
std::string explanation_of(const http::Answer& answer);

// For an answer that is not what Mailstop would say.
int fail_strange(const config::Remote& remote);

}  // namespace mailstop::app
