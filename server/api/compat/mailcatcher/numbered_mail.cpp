#include "api/compat/mailcatcher/numbered_mail.hpp"

#include <boost/asio/this_coro.hpp>

namespace mailstop::api::compat::mailcatcher {
namespace {

constexpr std::uint32_t numbered_at_once = 1000;

}  // namespace

Task<Result<void>> NumberedMail::catch_up() {
  while (!subscription_ || !take_events()) {
    const auto loaded = co_await load();
    if (!loaded) co_return loaded.error();
  }
  co_return Result<void>();
}

bool NumberedMail::take_events() {
  while (const auto delivery = subscription_->poll()) {
    if (std::holds_alternative<events::Lagged>(*delivery)) return false;
    const auto* const event = std::get_if<events::SharedEvent>(&*delivery);
    if (!event) return true;  // the bus has closed
    numbers_.apply(**event);
    sequence_ = (*event)->sequence;
  }
  return true;
}

// Subscribes first, so that nothing falls between. Of two loads at a time the first one counts.
Task<Result<void>> NumberedMail::load() {
  auto subscription = mailroom_.bus().subscribe(co_await asio::this_coro::executor);
  const auto earlier_loads = loads_;
  MessageNumbers loaded;
  store::ListRequest step;
  step.order = store::Order::oldest;
  step.limit = numbered_at_once;
  do {
    const auto page = co_await mailroom_.list(step);
    if (!page) co_return page.error();
    for (const auto& message : page->messages) loaded.add(message, numbers_.number_of(message.id));
    step.cursor = page->next_cursor;
  } while (step.cursor);
  if (loads_ != earlier_loads) co_return Result<void>();
  ++loads_;
  sequence_ = subscription.start();
  subscription_.emplace(std::move(subscription));
  numbers_ = std::move(loaded);
  co_return Result<void>();
}

}  // namespace mailstop::api::compat::mailcatcher
