#include "http/event_writer.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include "base/log.hpp"

namespace mailstop::http {

Task<> run_event_writer(const EventWriter& writer, EventStream& stream) {
  try {
    co_await writer(stream);
  } catch (const boost::system::system_error& error) {
    if (error.code() != asio::error::operation_aborted)
      log::error("an event stream failed: {}", error.what());
  } catch (const std::exception& error) {
    log::error("an event stream failed: {}", error.what());
  }
}

}  // namespace mailstop::http
