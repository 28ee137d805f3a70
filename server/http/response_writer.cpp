#include "http/response_writer.hpp"

#include <boost/asio/error.hpp>

#include "base/log.hpp"
#include "http/chunk.hpp"
#include "http/response_head.hpp"
#include "http/sse_stream.hpp"

namespace mailstop::http {
namespace {

class WireSink final : public BodySink {
 public:
  WireSink(Wire& wire, Framing framing) : wire_(wire), framing_(framing) {}

  Task<bool> write(std::string_view bytes) override {
    if (bytes.empty()) co_return true;
    if (framing_ == Framing::close) co_return co_await wire_.write(bytes);
    const auto chunk = to_chunk(bytes);
    co_return co_await wire_.write(chunk);
  }

 private:
  Wire& wire_;
  const Framing framing_;
};

bool has_no_body(Status status) {
  return status == Status::no_content || status == Status::not_modified ||
         static_cast<unsigned>(status) < 200;
}

// False when the writer failed: its answer must then look cut off, not complete.
Task<bool> run_body_writer(const BodyWriter& writer, BodySink& sink) {
  try {
    co_await writer(sink);
    co_return true;
  } catch (const boost::system::system_error& error) {
    if (error.code() != asio::error::operation_aborted)
      log::error("writing an answer failed: {}", error.what());
  } catch (const std::exception& error) {
    log::error("writing an answer failed: {}", error.what());
  }
  co_return false;
}

HeadFormat stream_format(const WriteOptions& options) {
  const bool is_chunked = options.version >= 11;
  HeadFormat format;
  format.framing = is_chunked ? Framing::chunked : Framing::close;
  format.keep_alive = options.keep_alive && is_chunked;
  format.version = options.version;
  return format;
}

Task<bool> write_known(Wire& wire, const Response& response, const WriteOptions& options) {
  const auto body = bytes_of(response.body);
  HeadFormat format;
  format.framing = has_no_body(response.status) ? Framing::none : Framing::length;
  format.length = body.size();
  format.keep_alive = options.keep_alive;
  format.version = options.version;
  const auto head = to_head(response, format);
  const bool sends_body = format.framing == Framing::length && !options.is_head;
  const bool written = co_await wire.write(head, sends_body ? body : std::string_view());
  co_return written&& options.keep_alive;
}

Task<bool> write_streamed(Wire& wire, const Response& response, const WriteOptions& options) {
  const auto format = stream_format(options);
  const auto head = to_head(response, format);
  const bool begun = co_await wire.write(head);
  if (!begun) co_return false;
  if (options.is_head) co_return format.keep_alive;
  WireSink sink(wire, format.framing);
  const bool is_complete = co_await run_body_writer(std::get<BodyWriter>(response.body), sink);
  if (!is_complete) co_return false;
  if (format.framing != Framing::chunked) co_return false;
  const bool written = co_await wire.write(last_chunk);
  co_return written&& format.keep_alive;
}

}  // namespace

Task<bool> write_response(Wire& wire, const Settings& settings, StopSignal& stop, Response response,
                          WriteOptions options) {
  if (std::holds_alternative<EventWriter>(response.body)) {
    mark_as_event_stream(response.headers);
    const auto format = stream_format(options);
    const auto head = to_head(response, format);
    const bool begun = co_await wire.write(head);
    if (!begun) co_return false;
    if (options.is_head) co_return format.keep_alive;
    const bool is_whole =
        co_await run_sse(wire, settings, stop, format.framing, std::get<EventWriter>(response.body));
    co_return is_whole&& format.keep_alive;
  }
  if (is_streamed(response.body)) co_return co_await write_streamed(wire, response, options);
  co_return co_await write_known(wire, response, options);
}

}  // namespace mailstop::http
