#include "api/v1/export_routes.hpp"

#include <fmt/format.h>

#include <memory>
#include <stdexcept>
#include <utility>

#include "api/v1/confined_routes.hpp"
#include "api/v1/list_cursor.hpp"
#include "api/v1/selection_request.hpp"
#include "http/content_disposition.hpp"
#include "mailroom/export_file.hpp"
#include "mailroom/export_walk.hpp"

namespace mailstop::api::v1 {
namespace {

using mailroom::ExportFile;
using mailroom::ExportFormat;

// What is packed in one go, and about what is sent in one: other requests of this thread do not wait long.
constexpr size_t export_piece = 64 * 1024;

struct ExportJob {
  mailroom::ExportWalk walk;
  std::unique_ptr<ExportFile> file;
};

Task<bool> send_packed(ExportFile& file, http::BodySink& sink, size_t least) {
  if (file.size() < least) co_return true;
  const std::string packed = file.take();
  co_return co_await sink.write(packed);
}

Task<bool> send_message(ExportFile& file, const mailroom::ExportedMessage& message, http::BodySink& sink) {
  const std::string_view raw = message.raw;
  file.begin(message.summary);
  for (size_t at = 0; at < raw.size(); at += export_piece) {
    file.append(raw.substr(at, export_piece));
    const bool taken = co_await send_packed(file, sink, export_piece);
    if (!taken) co_return false;
  }
  file.end();
  co_return true;
}

// The status is said already when the store fails: the answer is cut off then, which HTTP clients notice.
Task<> write_export(std::shared_ptr<ExportJob> job, http::BodySink& sink) {
  while (true) {
    const auto message = co_await job->walk.next();
    if (!message) throw std::runtime_error(message.error().message);
    if (!*message) break;
    const bool taken = co_await send_message(*job->file, **message, sink);
    if (!taken) co_return;
  }
  job->file->finish();
  co_await send_packed(*job->file, sink, 1);
}

Result<ExportFormat> read_export_format(const http::QueryParameters& parameters) {
  const auto format = mailroom::parse_export_format(parameters.get_or("format", "mbox"));
  if (!format) return invalid_argument("query parameter \"format\" must be mbox or zip");
  return *format;
}

std::string export_download_name(const store::Selection& selection, ExportFormat format) {
  return fmt::format("{}{}", selection.inbox.value_or("mailstop"), mailroom::extension_of(format));
}

}  // namespace

const http::RouteOf<ExportApi> ExportApi::routes[] = {
    {http::Method::get, "/v1/export", "inbox q order format", &ExportApi::export_all},
};

void ExportApi::add_routes(http::Router& router) {
  add_with_confined<ExportApi>(router, routes, *this);
}

Task<http::Response> ExportApi::export_all(const http::Request& request) {
  const auto format = read_export_format(request.query);
  if (!format) co_return http::error_response(format.error());
  const auto order = parse_order(request.query, "oldest");
  if (!order) co_return http::error_response(order.error());
  auto selection = parse_selection(request, mailroom_.now());
  if (!selection) co_return selection.error();
  const auto name = export_download_name(*selection, *format);
  mailroom::ExportWalk walk(mailroom_, std::move(*selection), *order);
  const auto begun = co_await walk.begin();
  if (!begun) co_return http::error_response(begun.error());

  auto job = std::make_shared<ExportJob>(ExportJob{std::move(walk), mailroom::make_export_file(*format)});
  http::Response response;
  response.headers.set("Content-Type", *format == ExportFormat::zip ? "application/zip" : "application/mbox");
  response.headers.set("Content-Disposition", http::content_disposition(http::Disposition::attachment, name));
  response.body = [job = std::move(job)](http::BodySink& sink) { return write_export(job, sink); };
  co_return response;
}

}  // namespace mailstop::api::v1
