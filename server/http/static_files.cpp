#include "http/static_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

#include "http/content_coding.hpp"
#include "http/etag.hpp"

namespace mailstop::http {
namespace {

struct TypeByEnding {
  std::string_view ending;
  std::string_view content_type;
};

constexpr std::array<TypeByEnding, 14> types = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".yaml", "text/plain; charset=utf-8"},
    {".xml", "text/xml; charset=utf-8"},
}};

struct Variant {
  std::string_view coding;  // "" for identity
  std::string_view bytes;
};

Variant choose_variant(const Asset& asset, std::string_view accept_encoding) {
  if (!asset.brotli.empty() && accepts_coding(accept_encoding, "br")) return {"br", asset.brotli};
  if (!asset.gzip.empty() && accepts_coding(accept_encoding, "gzip")) return {"gzip", asset.gzip};
  return {"", asset.identity};
}

std::string etag_of_variant(std::string etag, std::string_view coding) {
  if (!coding.empty()) etag.insert(etag.size() - 1, fmt::format("-{}", coding));
  return etag;
}

}  // namespace

std::string_view content_type_of_name(std::string_view name) {
  const auto found = std::find_if(types.begin(), types.end(),
                                  [name](const TypeByEnding& type) { return name.ends_with(type.ending); });
  return found == types.end() ? "application/octet-stream" : found->content_type;
}

std::vector<Asset> to_assets(std::span<const NamedBytes> files, std::string_view immutable_folder) {
  std::map<std::string_view, Asset> assets;
  for (const auto& file : files) {
    auto name = file.name;
    auto part = &Asset::identity;
    if (name.ends_with(".gz")) part = &Asset::gzip;
    if (name.ends_with(".br")) part = &Asset::brotli;
    if (part != &Asset::identity) name.remove_suffix(3);
    auto& asset = assets[name];
    asset.path = fmt::format("/{}", name);
    asset.is_immutable = name.starts_with(immutable_folder);
    asset.*part = file.data;
  }
  std::vector<Asset> list;
  for (auto& [name, asset] : assets) list.push_back(std::move(asset));
  return list;
}

StaticFiles::StaticFiles(std::vector<Asset> assets, std::vector<std::string> page_prefixes)
    : page_prefixes_(std::move(page_prefixes)) {
  for (auto& asset : assets) {
    if (asset.content_type.empty()) asset.content_type = content_type_of_name(asset.path);
    Entry entry{std::move(asset), {}};
    entry.etag = make_content_etag(entry.asset.identity);
    auto path = entry.asset.path;
    if (!entries_.emplace(path, std::move(entry)).second)
      throw std::logic_error("asset given twice: " + path);
  }
}

bool StaticFiles::is_page(std::string_view path) const {
  return std::any_of(page_prefixes_.begin(), page_prefixes_.end(), [path](const std::string& prefix) {
    return path == prefix || (prefix != "/" && prefix.ends_with('/') && path.starts_with(prefix));
  });
}

const StaticFiles::Entry* StaticFiles::find(const Request& request) const {
  auto found = entries_.find(request.path);
  if (found == entries_.end() && is_page(request.path)) found = entries_.find("/index.html");
  return found == entries_.end() ? nullptr : &found->second;
}

Response StaticFiles::answer(const Request& request) const {
  const auto* entry = find(request);
  if (!entry) {
    return error_response(Status::not_found, "not_found",
                          fmt::format("there is nothing at {}", request.path));
  }
  if (request.method != Method::get && request.method != Method::head) {
    const bool is_options = request.method == Method::options;
    auto response = is_options ? empty_response()
                               : error_response(Status::method_not_allowed, "method_not_allowed",
                                                fmt::format("{} takes GET, HEAD, OPTIONS", request.path));
    response.headers.set("Allow", "GET, HEAD, OPTIONS");
    return response;
  }
  const auto& asset = entry->asset;
  const auto variant = choose_variant(asset, request.headers.joined("Accept-Encoding"));
  Response response{Status::ok, {}, variant.bytes};
  response.headers.set("Content-Type", asset.content_type);
  response.headers.set("ETag", etag_of_variant(entry->etag, variant.coding));
  response.headers.set("Cache-Control",
                       asset.is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (!variant.coding.empty()) response.headers.set("Content-Encoding", variant.coding);
  const bool has_variants = !asset.gzip.empty() || !asset.brotli.empty();
  if (has_variants) response.headers.set("Vary", "Accept-Encoding");
  return response;
}

}  // namespace mailstop::http
