#include "app/commands/smtp_delivery.hpp"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <utility>

#include "app/commands/run_task.hpp"
#include "net/drive.hpp"
#include "net/outgoing_connection.hpp"

namespace mailstop::app {
namespace {

using smtp_client::Delivery;
using smtp_client::Failure;
using Tls = std::shared_ptr<const net::TlsClientContext>;

// RFC 5321 section 4.5.3.2 has minutes; a test tool answers sooner or never.
constexpr std::chrono::minutes longest_silence{2};

class SmtpClientHost {
 public:
  explicit SmtpClientHost(NextOutgoing next) : next_(std::move(next)) {}
  Task<Delivery::Answer> answer(Delivery::Question question) { co_return next_(question.last); }

 private:
  NextOutgoing next_;
};

smtp_client::DeliverySettings settings_of(const SmtpDelivery& delivery) {
  return {delivery.helo, delivery.tls == config::SecureSmtp::starttls, delivery.login};
}

using Ended = std::optional<Failure>;

Task<Ended> run_delivery(SmtpDelivery delivery, Tls tls, NextOutgoing next) {
  const auto where = endpoint_of(delivery);
  auto connection = co_await net::OutgoingConnection::open(where, std::move(tls));
  if (!connection) co_return Failure{true, connection.error().message};
  if (delivery.tls == config::SecureSmtp::implicit) {
    const auto secured = co_await (*connection)->start_tls();
    if (!secured)
      co_return Failure{false, fmt::format("{}: {}", net::to_text(where), secured.error().message)};
  }
  Delivery engine(settings_of(delivery));
  SmtpClientHost host(std::move(next));
  net::SessionControl control(**connection);
  co_await net::drive(**connection, engine, host, control, longest_silence);
  if (engine.failure())
    co_return Failure{engine.failure()->is_temporary,
                      fmt::format("{}: {}", net::to_text(where), engine.failure()->message)};
  if (!engine.is_over())
    co_return Failure{true, fmt::format("{}: the connection broke", net::to_text(where))};
  co_return std::nullopt;
}

}  // namespace

net::Endpoint endpoint_of(const SmtpDelivery& delivery) {
  constexpr std::uint16_t smtp_port = 1025, smtps_port = 1465;
  const auto usual = delivery.tls == config::SecureSmtp::implicit ? smtps_port : smtp_port;
  return {delivery.server.host, delivery.server.port == 0 ? usual : delivery.server.port};
}

Result<std::optional<Failure>> deliver(const SmtpDelivery& delivery, NextOutgoing next) {
  Tls tls;
  if (delivery.tls != config::SecureSmtp::off) {
    const auto verify = delivery.is_verified ? net::Verify::certificate : net::Verify::nothing;
    auto made = net::TlsClientContext::make(delivery.ca_file, verify);
    if (!made) return made.error();
    tls = std::move(*made);
  }
  return run_task(run_delivery(delivery, std::move(tls), std::move(next)));
}

}  // namespace mailstop::app
