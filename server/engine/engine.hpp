// The shape of every protocol engine.
#pragma once
#include <concepts>
#include <string_view>
#include <utility>

#include "engine/action.hpp"

namespace mailstop::engine {

// next() is called until it gives NeedInput; after any action but Send the matching call below precedes
// next().
template <class E>
concept Engine = requires(E e, std::string_view bytes, typename E::Answer answer) {
  { e.next() } -> std::same_as<Action<typename E::Question>>;
  e.received(bytes);
  e.tls_started();
  e.peer_closed();
  e.idle_expired();   // no byte came for the idle time
  e.shutting_down();  // the server wants to stop: finish what is half done, then close
  e.answered(std::move(answer));
};

}  // namespace mailstop::engine
