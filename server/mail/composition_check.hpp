// What must not be put into a header: it would change the message's structure or speak twice.
#pragma once
#include "base/result.hpp"
#include "mail/composition.hpp"

namespace mailstop::mail {

Result<void> check_composition(const Composition& composition);

}  // namespace mailstop::mail
