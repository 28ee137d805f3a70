#include "app/commands/exec_artifacts.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "app/commands/html_report.hpp"
#include "http/percent_encoding.hpp"

namespace mailstop::app {
namespace {

constexpr std::string_view page_limit = "1000";

Error failed_to_write(const std::string& path) {
  return invalid_argument(fmt::format("cannot write {}: {}", path, std::strerror(errno)));
}

Task<Result<std::string>> get_body(const http::Client& client, std::string target) {
  http::Question question;
  question.target = target;
  auto answer = co_await client.ask(std::move(question));
  if (!answer) co_return answer.error();
  if (answer->status != 200)
    co_return Error{Errc::network, fmt::format("GET {} answers with status {}", target, answer->status)};
  co_return std::move(answer->body);
}

// Json converts to and from too much to be the value of a Result.
struct Document {
  Json json;
};

Task<Result<Document>> get_json(const http::Client& client, std::string target) {
  const auto body = co_await get_body(client, target);
  if (!body) co_return body.error();
  auto json = parse_json(*body);
  if (!json) co_return Error{Errc::network, fmt::format("GET {} answers with no JSON", target)};
  Document document;
  document.json = std::move(*json);
  co_return document;
}

// The members of every page of a list.
Task<Result<std::vector<Json>>> get_all(const http::Client& client, std::string path, std::string member) {
  std::vector<Json> all;
  std::string cursor;
  for (;;) {
    Parameters parameters;
    parameters.emplace_back("limit", page_limit);
    if (!cursor.empty()) parameters.emplace_back("cursor", cursor);
    const auto page = co_await get_json(client, target_of(path, parameters));
    if (!page) co_return page.error();
    for (const auto& item : list_of(page->json, member)) all.push_back(item);
    cursor = text_of(page->json, "nextCursor");
    if (cursor.empty()) co_return all;
  }
}

Task<Result<std::vector<Json>>> keep_messages(const http::Client& client, std::string folder) {
  const auto summaries = co_await get_all(client, "/v1/messages", "messages");
  if (!summaries) co_return summaries.error();
  std::vector<Json> messages;
  for (auto summary = summaries->rbegin(); summary != summaries->rend(); ++summary) {
    const auto id = text_of(*summary, "id");
    const auto path = fmt::format("/v1/messages/{}", http::percent_encode(id));
    const auto raw = co_await get_body(client, path + "/raw");
    if (!raw) co_return raw.error();
    if (auto written = write_output(fmt::format("{}/{}.eml", folder, id), *raw); !written)
      co_return written.error();
    auto message = co_await get_json(client, path);
    if (!message) co_return message.error();
    messages.push_back(std::move(message->json));
  }
  co_return messages;
}

Task<Result<std::vector<Json>>> keep_failed_sessions(const http::Client& client, std::string folder) {
  const auto summaries = co_await get_all(client, "/v1/sessions", "sessions");
  if (!summaries) co_return summaries.error();
  std::vector<Json> sessions;
  for (auto summary = summaries->rbegin(); summary != summaries->rend(); ++summary) {
    if (text_of(*summary, "outcome") == "delivered") continue;
    const auto id = text_of(*summary, "id");
    auto session = co_await get_json(client, fmt::format("/v1/sessions/{}", http::percent_encode(id)));
    if (!session) co_return session.error();
    const auto text = session->json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
    if (auto written = write_output(fmt::format("{}/session-{}.json", folder, id), text); !written)
      co_return written.error();
    sessions.push_back(std::move(session->json));
  }
  co_return sessions;
}

}  // namespace

Task<Result<void>> keep_artifacts(const http::Client& client, std::string folder, ExecOutcome outcome) {
  const auto messages = co_await keep_messages(client, folder);
  if (!messages) co_return messages.error();
  const auto sessions = co_await keep_failed_sessions(client, folder);
  if (!sessions) co_return sessions.error();
  co_return write_output(folder + "/report.html", html_report(outcome, *messages, *sessions));
}

Result<void> make_artifacts_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error && std::filesystem::is_directory(folder, error)) return {};
  return invalid_argument(
      fmt::format("cannot make the folder {}: {}", folder, error ? error.message() : "it is a file"));
}

Result<void> write_output(const std::string& path, std::string_view content) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wb"), &std::fclose);
  if (!file) return failed_to_write(path);
  if (std::fwrite(content.data(), 1, content.size(), file.get()) != content.size() ||
      std::fflush(file.get()) != 0)
    return failed_to_write(path);
  return {};
}

}  // namespace mailstop::app
