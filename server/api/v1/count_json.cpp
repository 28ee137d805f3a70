#include "api/v1/count_json.hpp"

#include "api/v1/json_writer.hpp"

namespace mailstop::api::v1 {

std::string count_json(std::string_view name, std::uint64_t count) {
  JsonWriter json;
  json.begin_object();
  json.member(name, count);
  json.end_object();
  return json.take();
}

}  // namespace mailstop::api::v1
