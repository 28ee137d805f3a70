// Which parts are the message's text, its HTML and its files.
#pragma once
#include "mail/mime_tree.hpp"

namespace mailstop::mail {

void assign_roles(MimeTree& tree);

}  // namespace mailstop::mail
