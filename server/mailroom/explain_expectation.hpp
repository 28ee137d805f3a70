// Why an expectation does not hold: what came nearest, where else it matched, which mail clients failed.
// Everything is asked of the store, condition by condition, so that the explanation and the verdict agree.
#pragma once
#include "mailroom/expectation.hpp"

namespace mailstop::mailroom {

// The messages that an expectation counts.
store::Selection selection_of(const Expectation& expectation);

// `matching` is the page of those that match; `started_at` is when the wait began.
Task<Result<Explanation>> explain_expectation(Mailroom& mailroom, const Expectation& expectation,
                                              Timestamp started_at, store::Page matching);

// The whole failure as lines of text, fit to be printed as it stands. No line break at the end.
std::string failure_text(const Expectation& expectation, const Outcome& outcome);

}  // namespace mailstop::mailroom
