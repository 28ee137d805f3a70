// Serves the embedded web page: hashed names for ever, index.html checked each time, and index.html again for
// the page's own routes, which the page resolves itself.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "http/request.hpp"
#include "http/response.hpp"

namespace mailstop::http {

// Bytes outlive the server. An empty `gzip` or `brotli` means there is none.
struct Asset {
  std::string path;          // "/assets/index-4f3a.js"
  std::string content_type;  // "" = by the name's ending
  std::string_view identity;
  std::string_view gzip;
  std::string_view brotli;
  bool is_immutable = false;  // its name changes with its content
};

// "a.js", "a.js.gz" and "a.js.br" of a list of embedded files become one asset each; names under
// `immutable_folder` are immutable.
struct NamedBytes {
  std::string_view name;
  std::string_view data;
};
std::vector<Asset> to_assets(std::span<const NamedBytes> files,
                             std::string_view immutable_folder = "assets/");

class StaticFiles {
 public:
  // A page prefix that ends in "/" holds for everything below it, another one for itself alone.
  StaticFiles(std::vector<Asset> assets, std::vector<std::string> page_prefixes);

  // For Router::set_fallback. 404 for what is neither an asset nor a page, 405 for anything but GET and HEAD.
  Response answer(const Request& request) const;

 private:
  struct Entry {
    Asset asset;
    std::string etag;
  };
  const Entry* find(const Request& request) const;
  bool is_page(std::string_view path) const;

  std::unordered_map<std::string, Entry> entries_;
  std::vector<std::string> page_prefixes_;
};

std::string_view content_type_of_name(std::string_view name);

}  // namespace mailstop::http
