#include "api/v1/count_json.hpp"

#include "api/v1/json_writer.hpp"
#include "api/v1/list_cursor.hpp"

namespace mailstop::api::v1 {

std::string count_json(std::string_view name, std::uint64_t count) {
  JsonWriter json;
  json.begin_object();
  json.member(name, count);
  json.end_object();
  return json.take();
}

std::string window_json(std::string_view name, const store::WindowDone& done) {
  JsonWriter json;
  json.begin_object();
  json.member(name, done.changed);
  json.key("nextCursor");
  done.next_cursor ? json.value(to_cursor(store::place_by_arrival(*done.next_cursor))) : json.null();
  json.end_object();
  return json.take();
}

}  // namespace mailstop::api::v1
