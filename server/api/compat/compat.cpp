#include "api/compat/compat.hpp"

#include "api/compat/mailcatcher/mailcatcher_api.hpp"
#include "api/compat/maildev/maildev_api.hpp"
#include "api/compat/mailhog/mailhog_api.hpp"
#include "api/compat/mailpit/mailpit_api.hpp"

namespace mailstop::api::compat {

Compat::Compat(CompatContext context) {
  const auto& settings = context.settings;
  if (settings.has(Tool::mailpit)) mailpit_ = std::make_unique<mailpit::MailpitApi>(context);
  if (settings.has(Tool::mailhog)) mailhog_ = std::make_unique<mailhog::MailHogApi>(context);
  if (settings.has(Tool::mailcatcher)) mailcatcher_ = std::make_unique<mailcatcher::MailCatcherApi>(context);
  if (settings.has(Tool::maildev)) maildev_ = std::make_unique<maildev::MailDevApi>(context);
}

Compat::~Compat() = default;

void Compat::add_routes(http::Router& router) {
  if (mailpit_) mailpit_->add_routes(router);
  if (mailhog_) mailhog_->add_routes(router);
  if (mailcatcher_) mailcatcher_->add_routes(router);
  if (maildev_) maildev_->add_routes(router);
}

Task<Result<void>> Compat::write_metrics(v1::MetricsText& text) {
  if (!mailpit_) co_return Result<void>();
  co_return co_await mailpit_->write_metrics(text);
}

}  // namespace mailstop::api::compat
