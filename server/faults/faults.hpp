// What the SMTP listener is told to do wrong on purpose, so that a client's handling of it can be tested.
// One of it for all ports; owned by app::Application, asked by listeners, set by APIs and flags.
#pragma once
#include "faults/chaos.hpp"
#include "faults/mishaps.hpp"

namespace mailstop::faults {

struct Faults {
  Chaos chaos;
  Mishaps mishaps;

  // May a sender or a recipient be refused now? What asks for each of them is slower.
  bool refuse_addresses() const { return chaos.is_armed() || mishaps.is_on(); }
};

}  // namespace mailstop::faults
