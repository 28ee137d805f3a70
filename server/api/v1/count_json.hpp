// How many a change of many was about: {"deleted":12}, of a window {"deleted":12,"nextCursor":"4711"}
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "store/message_store.hpp"

namespace mailstop::api::v1 {

std::string count_json(std::string_view name, std::uint64_t count);
std::string window_json(std::string_view name, const store::WindowDone& done);

}  // namespace mailstop::api::v1
