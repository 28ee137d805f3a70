// The header fields of a message that ParsedMessage names.
#pragma once
#include <vector>

#include "mail/defect.hpp"
#include "mail/header_block.hpp"
#include "mail/parsed_message.hpp"

namespace mailstop::mail {

void read_fields(const std::vector<RawField>& fields, ParsedMessage& message, Defects& defects);

}  // namespace mailstop::mail
