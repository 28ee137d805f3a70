// The APIs of other tools, at their own paths: adds the routes of those that are enabled. Owned by
// app::Application; lives on the web server's executor, outlives the router.
//
//   Compat compat(context);
//   compat.add_routes(router);
#pragma once
#include <memory>

#include "api/compat/compat_context.hpp"
#include "api/v1/metrics_text.hpp"
#include "http/router.hpp"

namespace mailstop::api::compat {

namespace mailpit {
class MailpitApi;
}
namespace mailhog {
class MailHogApi;
}
namespace mailcatcher {
class MailCatcherApi;
}
namespace maildev {
class MailDevApi;
}

class Compat {
 public:
  explicit Compat(CompatContext context);
  ~Compat();

  void add_routes(http::Router& router);

  // What these tools tell in /metrics by their own names, for Api::add_metrics().
  Task<Result<void>> write_metrics(v1::MetricsText& text);

 private:
  // Null when the settings leave it out.
  std::unique_ptr<mailpit::MailpitApi> mailpit_;
  std::unique_ptr<mailhog::MailHogApi> mailhog_;
  std::unique_ptr<mailcatcher::MailCatcherApi> mailcatcher_;
  std::unique_ptr<maildev::MailDevApi> maildev_;
};

}  // namespace mailstop::api::compat
