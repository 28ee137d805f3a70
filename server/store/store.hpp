// All that a backend keeps. Owned by app::Application; who uses it sees the part that it needs.
#pragma once
#include "store/message_store.hpp"
#include "store/session_store.hpp"

namespace mailstop::store {

class Store : public MessageStore, public SessionStore {};

}  // namespace mailstop::store
