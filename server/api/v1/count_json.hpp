// How many a change of many was about: {"deleted":12}
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace mailstop::api::v1 {

std::string count_json(std::string_view name, std::uint64_t count);

}  // namespace mailstop::api::v1
