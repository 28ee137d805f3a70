// What a person may say about where mail goes.
#pragma once
#include "mailroom/inbox_choice.hpp"
#include "mailroom/routes.hpp"
#include "mailroom/tags.hpp"

namespace mailstop::mailroom {

struct Settings {
  InboxKeys inbox_from;  // empty: default_inbox_keys()
  Routes::List routes;   // of flags
  TagKeys tags_from{};   // empty: the header
};

}  // namespace mailstop::mailroom
