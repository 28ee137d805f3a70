#include "app/web_assets.hpp"

#include "web.hpp"

namespace mailstop::app {

std::vector<http::Asset> web_assets() {
  std::vector<http::NamedBytes> files;
  for (const auto& file : embedded::web()) files.push_back({file.name, file.data});
  return http::to_assets(files);
}

}  // namespace mailstop::app
