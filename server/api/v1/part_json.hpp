// The JSON shapes of MIME parts: Part of an attachment list, PartNode of the tree.
#pragma once
#include <string>
#include <vector>

#include "api/v1/json_writer.hpp"
#include "mail/part.hpp"

namespace mailstop::api::v1 {

void write_part(JsonWriter& json, const mail::Part& part);

// `parts` in document order, root first, as the parser gives them; not empty.
std::string part_tree_json(const std::vector<mail::Part>& parts);

}  // namespace mailstop::api::v1
