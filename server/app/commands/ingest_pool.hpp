// Several messages of a run of `ingest` on their way at once, so that none waits for the answer to the one
// before; bounded in number and in bytes. Owner: the command; runs to its end on this thread.
#pragma once
#include <cstddef>
#include <functional>

#include "app/commands/ingest_run.hpp"
#include "base/task.hpp"

namespace mailstop::app {

// Gives one message away and tells the run what became of it.
using GiveMail = std::function<Task<>(IngestMail)>;

void give_all(IngestRun& run, std::size_t at_once, const GiveMail& give);

}  // namespace mailstop::app
