// EventStream over a WebSocket (RFC 6455): text frames out, pings, what the client sends is read and dropped.
#pragma once
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "http/event_stream.hpp"
#include "http/response.hpp"
#include "http/settings.hpp"
#include "http/stop_signal.hpp"
#include "http/wire.hpp"

namespace mailstop::http {

using UpgradeRequest = boost::beast::http::request<boost::beast::http::string_body>;

bool is_websocket_upgrade(const UpgradeRequest& request);

// Accepts the upgrade, runs the stream and closes it: with the writer's own code, or 1001 when the server
// stops. The connection is used up afterwards.
Task<> run_websocket(Wire& wire, const Settings& settings, StopSignal& stop, const UpgradeRequest& upgrade,
                     const EventWriter& writer);

}  // namespace mailstop::http
